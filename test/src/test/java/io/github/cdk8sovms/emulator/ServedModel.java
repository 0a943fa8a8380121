package io.github.cdk8sovms.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** A model with all versions it has had; requests go to the newest that is loaded. */
final class ServedModel {
  private final ModelSettings settings;
  private final OvmsRelease release;
  private final Metrics metrics;
  private final DoubleSupplier serviceSeconds;
  private final PodProcess process;
  private final List<ServedVersion> versions = new ArrayList<>();

  ServedModel(
      ModelSettings settings,
      OvmsRelease release,
      Metrics metrics,
      DoubleSupplier serviceSeconds,
      PodProcess process) {
    this.settings = settings;
    this.release = release;
    this.metrics = metrics;
    this.serviceSeconds = serviceSeconds;
    this.process = process;
    appear(settings.version());
  }

  String name() {
    return settings.name();
  }

  List<ServedVersion> versions() {
    return versions;
  }

  Optional<ServedVersion> available() {
    return versions.stream()
        .filter(version -> version.state() == ServedVersion.State.AVAILABLE)
        .reduce((older, newer) -> newer);
  }

  /** The next version is there, and will be loaded. */
  void update() {
    appear(versions.get(versions.size() - 1).number() + 1);
  }

  /** The newest version is loaded, unless it cannot be; what was there before is retired. */
  void loaded() {
    if (!settings.loads()) {
      return;
    }
    Optional<ServedVersion> older = available();
    versions.get(versions.size() - 1).loaded();
    older.ifPresent(ServedVersion::retire);
  }

  double requestsPerStream() {
    int streams = versions.stream().mapToInt(ServedVersion::streams).sum();
    int requests = versions.stream().mapToInt(ServedVersion::currentRequests).sum();
    return streams == 0 ? 0 : (double) requests / streams;
  }

  /** Takes a request, or fails it if no version is loaded. */
  void infer(Request request) {
    available().ifPresentOrElse(version -> version.infer(request), () -> request.answer(false));
  }

  private void appear(int number) {
    versions.add(
        new ServedVersion(
            number,
            settings,
            release.countsWaitingRequests(),
            serviceSeconds,
            process,
            new VersionMetrics(metrics, settings.name(), number, release)));
  }
}
