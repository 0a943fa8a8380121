package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;

/**
 * Files that a {@link ModelStore} fetches, mounted read-only. The pods of a server wait in an init
 * container until they are complete.
 */
public final class StoredModel extends ModelSource {
  private final ClaimedVolume volume;
  private final String namespace;
  private final String store;
  private final String gguf;
  private final String draft;
  private final boolean hasVersions;
  private final boolean isFetched;

  StoredModel(
      ClaimedVolume volume,
      String namespace,
      String store,
      String gguf,
      String draft,
      boolean hasVersions,
      boolean isFetched) {
    this.volume = volume;
    this.namespace = namespace;
    this.store = store;
    this.gguf = gguf;
    this.draft = draft;
    this.hasVersions = hasVersions;
    this.isFetched = isFetched;
  }

  /** Returns the directory on the claim of the store. */
  public ClaimedVolume volume() {
    return volume;
  }

  /** Returns the namespace of the claim. */
  public String namespace() {
    return namespace;
  }

  /** Returns the name of the store. */
  public String store() {
    return store;
  }

  /** Returns the GGUF file; empty for OpenVINO files. */
  String gguf() {
    return gguf;
  }

  /** Returns the directory of the draft model below it; empty for none. */
  String draft() {
    return draft;
  }

  /**
   * Returns whether it is a directory of cloud storage, with a directory for each version of a
   * model.
   */
  boolean hasVersions() {
    return hasVersions;
  }

  /** Returns the file that the store creates when the files are complete. */
  static String marker(String path) {
    return path + ".ready";
  }

  @Override
  List<Object> options() {
    return List.of(volume, namespace, store, gguf, draft, hasVersions, isFetched);
  }

  @Override
  void check(Findings findings) {
    findings.require(
        isFetched,
        FindingCode.STORE,
        "source",
        quote(volume.path()) + " is not fetched by the store " + quote(volume.claim()),
        hasVersions
            ? "Add .fetch(..) with the same directory to the store."
            : "Add .fetch(..) with the same HuggingFace to the store.");
  }
}
