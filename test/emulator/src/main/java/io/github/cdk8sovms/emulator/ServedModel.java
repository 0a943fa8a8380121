package io.github.cdk8sovms.emulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * A model with all versions it has had; requests go to the newest that is loaded. Without a
 * directory that can be listed it has none, and no series.
 */
final class ServedModel implements Servable {
  private final ModelSettings settings;
  private final ModelStore store;
  private final OvmsRelease release;
  private final Metrics metrics;
  private final DoubleSupplier serviceSeconds;
  private final PodProcess process;
  private final List<ServedVersion> versions = new ArrayList<>();

  ServedModel(
      ModelSettings settings,
      ModelStore store,
      OvmsRelease release,
      Metrics metrics,
      DoubleSupplier serviceSeconds,
      PodProcess process) {
    this.settings = settings;
    this.store = store;
    this.release = release;
    this.metrics = metrics;
    this.serviceSeconds = serviceSeconds;
    this.process = process;
    list();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public List<Version> versions() {
    return versions.stream()
        .map(version -> new Version(version.number(), version.state().name()))
        .toList();
  }

  @Override
  public void askedForReadiness() {
    available().ifPresent(version -> version.metrics().askedForReadiness());
  }

  @Override
  public void update() {
    appear(versions.isEmpty() ? 1 : versions.get(versions.size() - 1).number() + 1);
  }

  /** Lists its directory once more, if it has nothing yet. */
  @Override
  public void list() {
    if (available().isEmpty()) {
      store
          .list(settings)
          .map(settings.policy()::of)
          .ifPresent(wanted -> wanted.forEach(this::appear));
    }
  }

  /** What could be loaded is available, and what was there before is retired. */
  @Override
  public void loaded() {
    List<ServedVersion> older = ofState(ServedVersion.State.AVAILABLE);
    loadWaiting();
    if (ofState(ServedVersion.State.AVAILABLE).size() > older.size()) {
      older.forEach(ServedVersion::retire);
    }
  }

  /** An older version takes the place of one that cannot be loaded, if the policy lets it. */
  private void loadWaiting() {
    ofState(ServedVersion.State.LOADING).stream()
        .filter(this::canLoad)
        .forEach(ServedVersion::loaded);
    List<Integer> left = new ArrayList<>(store.list(settings).orElse(List.of()));
    ofState(ServedVersion.State.LOADING).forEach(failed -> left.remove((Integer) failed.number()));
    List<Integer> next = new ArrayList<>(settings.policy().of(left));
    versions.forEach(tried -> next.remove((Integer) tried.number()));
    if (settings.loads() && !next.isEmpty()) {
      next.forEach(this::appear);
      loadWaiting();
    }
  }

  private boolean canLoad(ServedVersion version) {
    return settings.loads() && store.canLoad(name(), version.number());
  }

  private List<ServedVersion> ofState(ServedVersion.State state) {
    return versions.stream().filter(version -> version.state() == state).toList();
  }

  @Override
  public boolean isServed() {
    return available().isPresent();
  }

  @Override
  public double load() {
    int streams = versions.stream().mapToInt(ServedVersion::streams).sum();
    int requests = versions.stream().mapToInt(ServedVersion::currentRequests).sum();
    return streams == 0 ? 0 : (double) requests / streams;
  }

  @Override
  public void infer(Request request) {
    available().ifPresentOrElse(version -> version.infer(request), () -> request.answer(false));
  }

  private Optional<ServedVersion> available() {
    return versions.stream()
        .filter(version -> version.state() == ServedVersion.State.AVAILABLE)
        .reduce((older, newer) -> newer);
  }

  private void appear(int number) {
    if (versions.stream().noneMatch(version -> version.number() == number)) {
      versions.add(new ServedVersion(settings, number, release, metrics, serviceSeconds, process));
      versions.sort(Comparator.comparingInt(ServedVersion::number));
    }
  }
}
