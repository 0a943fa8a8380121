package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.SimulatedProgram;
import io.github.cdk8sovms.controlplane.EmulatedOvms;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.OvmsImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An app whose load needs three pods, of which something is broken. It removes pods after half a
 * minute, so that a wrong low value shows.
 *
 * <p>Its pods have sixteen streams. What comes by chance within a window of four scrapes is less
 * than what a pod is for then: with four streams, two pods seemed to be enough now and then.
 *
 * @param load that needs three pods
 */
record BusyApp(Trial trial, double load) {
  /** What a pod can do: sixteen streams of 200 ms. */
  static final int OF_A_POD = 80;

  static final double LOW = 32;
  static final double HIGH = 200;
  static final int NEED = 3;

  /** As many as HTTP workers, so that no probe waits behind requests. */
  private static final int CONNECTIONS_TO_A_POD = 64;

  private static final Duration LONGEST = Duration.ofMinutes(4);

  /** On a stage of here. */
  static BusyApp of(Trial trial) {
    return new BusyApp(trial, HIGH);
  }

  /**
   * For a static field.
   *
   * @param others programs of other images that are played
   */
  static Stage stage(SimulatedProgram... others) {
    return stage(scaler -> scaler.ratio(1.0), Stage.DEFAULT_PERIOD, others);
  }

  /** With a controller that looks as often. */
  static Stage stage(Duration autoscalerPeriod) {
    return stage(scaler -> scaler.ratio(1.0), autoscalerPeriod);
  }

  /** With as many pods as that, never more nor fewer. */
  static Stage stageOf(int pods) {
    return stage(scaler -> scaler.replicas(pods, pods), Stage.DEFAULT_PERIOD);
  }

  private static Stage stage(
      UnaryOperator<RatioAutoscaler.Builder> autoscaler,
      Duration autoscalerPeriod,
      SimulatedProgram... others) {
    return new Stage(
            () ->
                Apps.quick(
                    "busy",
                    server ->
                        server
                            .image(OvmsImage.of("2026.2.1"))
                            .model(Apps.RESNET50.streams(16))
                            .resources(Resources.cpu("16").memory("2Gi")),
                    autoscaler),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            autoscalerPeriod,
            others)
        .clients(model -> Clients.http(model).connections(CONNECTIONS_TO_A_POD));
  }

  /** To begin with. */
  void awaitThePodsThatTheLoadNeeds() {
    trial.offer(load);
    trial.await(
        "calm",
        LONGEST,
        moment ->
            moment.desired() >= NEED
                && moment.desired() <= 5
                && moment.ready() == moment.desired()
                && moment.hasValue()
                && moment.load().p95Millis() < 1000);
  }

  /**
   * The last averages of pods that fall silent count for a window longer. If they are of a time
   * with more pods, and the down-window is as short as here, one pod too many is removed: seen
   * once, five seconds after eight pods had become three. A down-window of five minutes forgives
   * that.
   */
  void awaitFullWindows() {
    trial.await(
        "three pods for longer than all windows",
        Duration.ofMinutes(5),
        moment ->
            moment.seconds() > trial.recording().last().seconds() - 1
                && trial.recording().since(moment.seconds() - 70).stream()
                    .allMatch(each -> each.desired() == NEED && each.ready() == NEED));
  }

  Moment awaitNoValue() {
    return trial.await("the autoscaler has no value", LONGEST, Moment::hasNoValue);
  }

  Moment awaitValue() {
    return trial.await("a value again", LONGEST, Moment::hasValue);
  }

  /** Pods behind the Service. */
  List<OvmsPod> serving(EmulatedOvms ovms) {
    return ovms.pods().stream()
        .filter(pod -> trial.recording().last().load().ratios().containsKey(pod.name()))
        .toList();
  }

  void apply(JsonNode object) {
    trial.controlPlane().api().apply(object);
  }

  /** An object of the app with another text in its place. */
  JsonNode changed(String kind, String name, String text, String replacement) {
    JsonNode emitted = emitted(kind, name);
    JsonNode changed = Manifest.parse(Manifest.json(emitted).replace(text, replacement));
    assertThat(changed).as(replacement + " instead of " + text).isNotEqualTo(emitted);
    return changed;
  }

  JsonNode emitted(String kind, String name) {
    return trial.subject().application().ofKind(kind).stream()
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** As {@code kubectl rollout restart} does. */
  void restartServers(String reason) {
    ApiClient api = trial.controlPlane().api();
    api.patch(
        api.pathOf(emitted("Deployment", "resnet")),
        Map.of(
            "spec",
            Map.of(
                "template",
                Map.of("metadata", Map.of("annotations", Map.of("restarted", reason))))));
  }

  /** As long as there was no value, nothing was changed. */
  void assertNumberStayed(Moment blind, double end) {
    assertThat(trial.recording().between(blind.seconds(), end))
        .as("the number of pods stays as it was")
        .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(blind.desired()));
  }

  void assertNeverWantsFewerThanNeeded(double since) {
    assertThat(trial.recording().since(since))
        .allSatisfy(moment -> assertThat(moment.desired()).isGreaterThanOrEqualTo(NEED));
  }

  void report(String what, double begin) {
    List<Moment> moments = trial.recording().since(begin);
    String said =
        moments.stream()
            .flatMap(moment -> List.of(moment.conditions().split(" ")).stream())
            .collect(Collectors.toCollection(TreeSet::new))
            .toString();
    trial.report(
        "%s: wanted %d to %d, ready %d to %d, refused %.0f requests, the autoscaler said %s",
        what,
        moments.stream().mapToInt(Moment::desired).min().orElseThrow(),
        moments.stream().mapToInt(Moment::desired).max().orElseThrow(),
        moments.stream().mapToInt(Moment::ready).min().orElseThrow(),
        moments.stream().mapToInt(Moment::ready).max().orElseThrow(),
        moments.stream().mapToDouble(moment -> moment.load().refused()).sum(),
        said);
  }
}
