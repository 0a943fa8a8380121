package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.Manifest;
import io.github.cdk8sovms.controlplane.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An app whose load needs three pods, of which something is broken. It removes pods after half a
 * minute, so that a wrong low value shows.
 */
record BusyApp(Trial trial) {
  static final double HIGH = 50;
  static final int NEED = 3;

  /** What needs three pods as well, but not now and then a fourth. */
  static final double STEADY = 45;

  private static final Duration LONGEST = Duration.ofMinutes(4);

  /** Of what is broken here; for a static field. */
  static Stage stage() {
    return new Stage(
        Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);
  }

  /** To begin with. */
  void awaitThePodsThatTheLoadNeeds() {
    trial.offer(HIGH);
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
    trial.offer(STEADY);
    trial.await(
        "three pods for longer than all windows",
        Duration.ofMinutes(5),
        moment ->
            moment.seconds() > trial.recording().last().seconds() - 1
                && trial.recording().since(moment.seconds() - 40).stream()
                    .allMatch(each -> each.desired() == NEED && each.ready() == NEED));
  }

  Moment awaitNoValue() {
    return trial.await("the autoscaler has no value", LONGEST, Moment::hasNoValue);
  }

  Moment awaitValue() {
    return trial.await("a value again", LONGEST, Moment::hasValue);
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
