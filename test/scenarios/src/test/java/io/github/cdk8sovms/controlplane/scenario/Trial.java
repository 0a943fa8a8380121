package io.github.cdk8sovms.controlplane.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.ApiException;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.Background;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.LoadSample;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.timeline.ControlExperiment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** An app under load, of which each second is recorded. */
final class Trial implements AutoCloseable {
  /** With this property, timelines go to the documentation. */
  private static final boolean PUBLISH = Boolean.getBoolean("scenarios.publish");

  private final ControlPlane controlPlane;
  private final Subject subject;
  private final Load load;
  private final JsonNode autoscaler;
  private final Recording recording = new Recording();
  private final List<String> report = new ArrayList<>();
  private final Background.Loop recorder;

  /** Records from now on. */
  Trial(ControlPlane controlPlane, Subject subject, Load load) {
    this.controlPlane = controlPlane;
    this.subject = subject;
    this.load = load;
    this.autoscaler = subject.emittedAutoscaler();
    pass();
    this.recorder = Background.repeat("recorder", Duration.ofSeconds(1), this::pass);
  }

  ControlPlane controlPlane() {
    return controlPlane;
  }

  Subject subject() {
    return subject;
  }

  /** The autoscaler as it was emitted. */
  JsonNode autoscaler() {
    return autoscaler;
  }

  Recording recording() {
    return recording;
  }

  /** Sets the request rate from now on; returns the time of the step. */
  double offer(double perSecond) {
    double now = now();
    load.perSecond(perSecond);
    return now;
  }

  /** In seconds, of the last moment. */
  double now() {
    return recording.last().seconds();
  }

  /** The first moment from now on that is as it should be. */
  Moment await(String what, Duration limit, Predicate<Moment> is) {
    return await(what, now(), limit, is);
  }

  /** The first moment from some time on that is as it should be. */
  Moment await(String what, double begin, Duration limit, Predicate<Moment> is) {
    return Await.until(
        what,
        limit,
        controlPlane::diagnosis,
        () -> {
          Optional<Moment> found = recording.since(begin).stream().filter(is).findFirst();
          return found.isPresent()
              ? Await.Look.done(found.get())
              : Await.Look.notYet(recording.last().toString());
        });
  }

  /** Lets time pass. */
  void pass(Duration time) {
    double end = now() + time.toMillis() / 1000.0;
    await("the time past", time.plusMinutes(1), moment -> moment.seconds() >= end);
  }

  /** Prints the result. */
  void report(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    System.out.println(line);
    report.add(line);
  }

  /** Keeps what was recorded and reported so far, and under which conditions. */
  void write(String name, Conditions conditions) {
    Path directory = directory();
    Repository.write(directory.resolve(name + ".csv"), recording.csv());
    Repository.write(directory.resolve(name + ".txt"), String.join("\n", report) + "\n");
    conditions.json().ifPresent(json -> Repository.write(directory.resolve(name + ".json"), json));
    if (PUBLISH && ControlExperiment.shows(name)) {
      Repository.write(ControlExperiment.PICTURE, ControlExperiment.draw());
    }
  }

  /** Keeps what the dashboard of the app shows of a span of time. */
  void writeDashboard(String prometheusNamespace, Instant from, Instant to) {
    DashboardRecorder dashboard =
        new DashboardRecorder(
            PrometheusApi.of(controlPlane, prometheusNamespace, "prometheus"),
            subject.namespace(),
            from,
            to);
    Repository.write(
        directory().resolve("dashboard.json"),
        dashboard.record(subject.application().dashboard()).json());
  }

  private static Path directory() {
    return PUBLISH ? ControlExperiment.TIMELINES : Path.of("target/timelines");
  }

  @Override
  public void close() {
    recorder.close();
    load.close();
  }

  private void pass() {
    LoadSample sample = load.sample();
    try {
      recording.add(Moment.of(sample, autoscalerNow()));
    } catch (ApiException e) {
      recording.add(recording.isEmpty() ? Moment.of(sample) : recording.last().without(sample));
    }
  }

  private JsonNode autoscalerNow() {
    return controlPlane.api().get(controlPlane.api().pathOf(autoscaler));
  }
}
