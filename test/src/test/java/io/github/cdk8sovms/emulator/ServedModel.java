package io.github.cdk8sovms.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** A model with all versions it has had; requests go to the newest that is loaded. */
final class ServedModel implements Servable {
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
    appear(settings);
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
    appear(settings.version(newest().number() + 1));
  }

  /** What was there before is retired. */
  @Override
  public void loaded() {
    if (!settings.loads()) {
      return;
    }
    Optional<ServedVersion> older = available();
    newest().loaded();
    older.ifPresent(ServedVersion::retire);
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

  private ServedVersion newest() {
    return versions.get(versions.size() - 1);
  }

  private void appear(ModelSettings version) {
    versions.add(new ServedVersion(version, release, metrics, serviceSeconds, process));
  }
}
