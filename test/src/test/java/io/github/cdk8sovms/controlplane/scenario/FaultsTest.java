package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.Manifest;
import io.github.cdk8sovms.controlplane.ApiClient;
import io.github.cdk8sovms.controlplane.ControlPlaneBinary;
import io.github.cdk8sovms.controlplane.Servers;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Something breaks while the load needs three pods. The app removes pods after half a minute, so
 * that a wrong low value shows.
 */
@Tag("full")
class FaultsTest {
  private static final double HIGH = 50;
  private static final int NEED = 3;

  /** What needs three pods as well, but not now and then a fourth. */
  private static final double STEADY = 45;

  private static final String FAILED = "FailedGetPodsMetric";
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @RegisterExtension
  static final Stage STAGE =
      new Stage(Apps::quick, Duration.ofMillis(200), Duration.ofSeconds(10), Stage.DEFAULT_PERIOD);

  private final Trial trial = STAGE.trial();

  @BeforeEach
  void awaitThePodsThatTheLoadNeeds() {
    trial.offer(HIGH);
    trial.await(
        "calm",
        Duration.ofMinutes(4),
        moment ->
            moment.desired() >= NEED
                && moment.desired() <= 5
                && moment.ready() == moment.desired()
                && moment.says("ValidMetricFound")
                && moment.load().p95Millis() < 1000);
  }

  @Test
  void withoutPrometheusThePodsStay() {
    holdsWithout("statefulsets", "prometheus", 1);
  }

  @Test
  void withoutTheAdapterThePodsStay() {
    holdsWithout("deployments", "adapter", 2);
  }

  @Test
  void anApiServerThatIsAwayChangesNothing() {
    // WHEN
    double begin = trial.now();
    Servers servers = trial.controlPlane().servers();
    servers.stop(ControlPlaneBinary.KUBE_APISERVER);
    trial.pass(Duration.ofSeconds(40));
    double end = trial.now();
    servers.start(ControlPlaneBinary.KUBE_APISERVER);

    // THEN
    Moment answered =
        trial.await("an answer", TWO_MINUTES, moment -> !moment.says(Moment.NO_ANSWER));
    trial.pass(Duration.ofMinutes(1));
    assertNeverWantsFewerThanNeeded(begin);
    assertThat(trial.recording().since(begin))
        .as("requests do not pass it")
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
    report("API server away for " + Math.round(end - begin) + " s", begin);
    double drop = trial.offer(8);
    Moment less =
        trial.await(
            "fewer wanted: the load is seen again",
            Duration.ofMinutes(3),
            moment -> moment.desired() < NEED);
    trial.report(
        "  it answers %.0f s after its start; a lower load is followed after %.0f s",
        answered.seconds() - end, less.seconds() - drop);
  }

  @Test
  void aSilentPodIsReplacedByOthers() {
    // WHEN
    double begin = trial.now();
    OvmsPod silent =
        STAGE.ovms().pods().stream()
            .filter(pod -> trial.recording().last().load().ratios().containsKey(pod.name()))
            .findFirst()
            .orElseThrow();
    silent.phase(Phase.SILENT);

    // THEN
    Moment without =
        trial.await(
            "it gets no requests any more",
            Duration.ofMinutes(1),
            moment -> !moment.load().ratios().containsKey(silent.name()));
    Moment enough =
        trial.await("as many as needed ready again", TWO_MINUTES, moment -> moment.ready() >= NEED);
    Moment back =
        trial.await(
            "others do its work",
            Duration.ofMinutes(3),
            moment -> moment.ready() >= NEED && moment.load().p95Millis() < 1000);
    assertNeverWantsFewerThanNeeded(begin);
    report("one pod silent", begin);
    trial.report(
        "  out of the Service after %.0f s, three ready after %.0f s, P95 below 1 s after %.0f s",
        without.seconds() - begin, enough.seconds() - begin, back.seconds() - begin);
  }

  @Test
  void whenAllPodsAreSilentTheirNumberStays() {
    // GIVEN
    awaitFullWindows();
    double begin = trial.now();

    // WHEN
    Set<OvmsPod> silent = new HashSet<>();
    Moment blind =
        trial.await(
            "the autoscaler has no value",
            TWO_MINUTES,
            moment -> {
              // Also those that the last averages have brought.
              STAGE.ovms().pods().stream()
                  .filter(silent::add)
                  .forEach(pod -> pod.phase(Phase.SILENT));
              return moment.says(FAILED);
            });
    trial.pass(Duration.ofMinutes(1));
    double end = trial.now();
    STAGE.ovms().pods().forEach(pod -> pod.phase(Phase.NORMAL));

    // THEN
    Moment back =
        trial.await(
            "pods ready and seen again",
            Duration.ofMinutes(4),
            moment -> moment.ready() >= NEED && moment.says("ValidMetricFound"));
    assertThat(trial.recording().between(blind.seconds(), end))
        .as("the number of pods stays as it was")
        .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(blind.desired()));
    assertNeverWantsFewerThanNeeded(begin);
    trial.report("  ready and seen %.0f s after they answer again", back.seconds() - end);
    report("all pods silent", begin);
  }

  @Test
  void aVersionUpdateUnderLoadRemovesNothing() {
    // WHEN
    double begin = trial.now();
    STAGE.ovms().pods().forEach(pod -> pod.update(trial.subject().model(), Duration.ofSeconds(15)));
    trial.pass(TWO_MINUTES);

    // THEN
    assertNeverWantsFewerThanNeeded(begin);
    assertThat(trial.recording().since(begin))
        .as("the value is that of the version which serves: ten busy streams of at most 32")
        .allSatisfy(moment -> assertThat(moment.metric().orElseThrow()).isGreaterThan(0.2))
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
    report("version update", begin);
  }

  @Test
  void podsThatLoadCauseNoDecision() {
    // GIVEN
    trial.offer(8);
    trial.await("one left", Duration.ofMinutes(4), moment -> moment.ready() == 1);

    // WHEN
    double step = trial.offer(HIGH);
    Moment decided = trial.await("more wanted", TWO_MINUTES, moment -> moment.desired() > 1);
    Moment enough = trial.await("three ready", TWO_MINUTES, moment -> moment.ready() >= NEED);

    // THEN
    List<Moment> loading = trial.recording().between(decided.seconds(), enough.seconds());
    for (int i = 1; i < loading.size(); i++) {
      assertThat(loading.get(i).desired())
          .as("while pods load, none is given up")
          .isGreaterThanOrEqualTo(loading.get(i - 1).desired());
    }
    trial.report(
        "loading pods: decision after %.0f s, three ready after %.0f s",
        decided.seconds() - step, enough.seconds() - step);
  }

  @Test
  void requestsByNoStreamsAreNoValue() {
    // GIVEN
    JsonNode config =
        trial.subject().application().ofKind("ConfigMap").stream()
            .filter(each -> each.at("/metadata/name").asText().equals("resnet-config"))
            .findFirst()
            .orElseThrow();
    JsonNode without = Manifest.parse(Manifest.json(config).replace("\\\"4\\\"", "\\\"0\\\""));
    assertThat(without).as("NUM_STREAMS 0 instead of 4").isNotEqualTo(config);
    ApiClient api = trial.controlPlane().api();

    // WHEN
    double begin = trial.now();
    api.apply(without);
    restart("without streams");
    Moment blind = trial.await("no value", Duration.ofMinutes(4), moment -> moment.says(FAILED));
    trial.pass(Duration.ofSeconds(75));

    // THEN
    double end = trial.now();
    assertThat(trial.recording().between(blind.seconds(), end))
        .as("the number of pods stays as it was")
        .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(blind.desired()));
    assertNeverWantsFewerThanNeeded(begin);
    api.apply(config);
    restart("with streams again");
    Moment back =
        trial.await("a value", Duration.ofMinutes(4), moment -> moment.says("ValidMetricFound"));
    report("requests by 0 streams", begin);
    trial.report("  a value %.0f s after the repair", back.seconds() - end);
  }

  /** As {@code kubectl rollout restart} does. */
  private void restart(String reason) {
    trial
        .controlPlane()
        .api()
        .patch(
            "/apis/apps/v1/namespaces/serving/deployments/resnet",
            Map.of(
                "spec",
                Map.of(
                    "template",
                    Map.of("metadata", Map.of("annotations", Map.of("restarted", reason))))));
  }

  /**
   * The last averages of pods that fall silent count for a window longer. If they are of a time
   * with more pods, and the down-window is as short as here, one pod too many is removed: seen
   * once, five seconds after eight pods had become three. A down-window of five minutes forgives
   * that.
   */
  private void awaitFullWindows() {
    trial.offer(STEADY);
    trial.await(
        "three pods for longer than all windows",
        Duration.ofMinutes(5),
        moment ->
            moment.seconds() > trial.recording().last().seconds() - 1
                && trial.recording().since(moment.seconds() - 40).stream()
                    .allMatch(each -> each.desired() == NEED && each.ready() == NEED));
  }

  private void holdsWithout(String kind, String name, int replicas) {
    // WHEN
    double begin = trial.now();
    String path = "/apis/apps/v1/namespaces/monitoring/" + kind + "/" + name;
    scale(path, 0);
    Moment blind =
        trial.await("the autoscaler has no value", TWO_MINUTES, moment -> moment.says(FAILED));
    trial.pass(Duration.ofSeconds(75));
    double end = trial.now();
    scale(path, replicas);

    // THEN
    Moment back =
        trial.await("a value again", TWO_MINUTES, moment -> moment.says("ValidMetricFound"));
    assertThat(trial.recording().between(blind.seconds(), end))
        .as("the number of pods stays as it was")
        .allSatisfy(moment -> assertThat(moment.desired()).isEqualTo(blind.desired()))
        .allSatisfy(moment -> assertThat(moment.ready()).isGreaterThanOrEqualTo(NEED));
    trial.pass(Duration.ofMinutes(1));
    assertNeverWantsFewerThanNeeded(begin);
    report(name + " stopped for " + Math.round(end - begin) + " s", begin);
    trial.report("  a value %.0f s after its start", back.seconds() - end);
  }

  private void scale(String path, int replicas) {
    trial.controlPlane().api().patch(path, Map.of("spec", Map.of("replicas", replicas)));
  }

  private void assertNeverWantsFewerThanNeeded(double since) {
    assertThat(trial.recording().since(since))
        .allSatisfy(moment -> assertThat(moment.desired()).isGreaterThanOrEqualTo(NEED));
  }

  private void report(String what, double begin) {
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
