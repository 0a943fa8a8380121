package io.github.cdk8sovms.emulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the models of pods are: a bucket or a volume. It may be away, and what is in it may be
 * missing or broken. Pods that share it see each change when they look next.
 */
public final class ModelStore {
  private final Map<String, List<Integer>> directories = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private boolean away;

  private ModelStore() {}

  /** Every model has the versions that its policy names, else version 1, and all can be loaded. */
  public static ModelStore complete() {
    return new ModelStore();
  }

  /** From now on no directory can be listed. */
  public synchronized void goAway() {
    away = true;
  }

  /** From now on directories can be listed again. */
  public synchronized void comeBack() {
    away = false;
  }

  /** Says which versions of a model there are, in ascending order; none is an empty directory. */
  public synchronized void versions(String model, Integer... numbers) {
    directories.put(model, List.of(numbers));
  }

  /** The files of a version cannot be loaded any more. */
  public synchronized void damage(String model, int version) {
    broken.add(file(model, version));
  }

  /** The files of a version can be loaded again. */
  public synchronized void repair(String model, int version) {
    broken.remove(file(model, version));
  }

  /** The versions of a model; empty if its directory cannot be listed. */
  synchronized Optional<List<Integer>> list(ModelSettings model) {
    return away
        ? Optional.empty()
        : Optional.of(directories.getOrDefault(model.name(), model.policy().whereAllIsThere()));
  }

  synchronized boolean canLoad(String model, int version) {
    return !broken.contains(file(model, version));
  }

  private static String file(String model, int version) {
    return model + "/" + version;
  }
}
