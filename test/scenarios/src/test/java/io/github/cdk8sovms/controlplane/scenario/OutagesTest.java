package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cluster.ControlPlaneBinary;
import io.github.cdk8sovms.cluster.Servers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A part of the way from pods to autoscaler is away for a while. */
@Tag("full")
class OutagesTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @RegisterExtension static final Stage STAGE = BusyApp.stage();

  private final Trial trial = STAGE.trial();
  private final BusyApp app = BusyApp.of(trial);

  @BeforeEach
  void awaitThePodsThatTheLoadNeeds() {
    app.awaitThePodsThatTheLoadNeeds();
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
    app.assertNeverWantsFewerThanNeeded(begin);
    assertThat(trial.recording().since(begin))
        .as("requests do not pass it")
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
    app.report("API server away for " + Math.round(end - begin) + " s", begin);
    double drop = trial.offer(BusyApp.LOW);
    Moment less =
        trial.await(
            "fewer wanted: the load is seen again",
            Duration.ofMinutes(3),
            moment -> moment.desired() < BusyApp.NEED);
    trial.report(
        "  it answers %.0f s after its start; a lower load is followed after %.0f s",
        answered.seconds() - end, less.seconds() - drop);
  }

  private void holdsWithout(String kind, String name, int replicas) {
    // WHEN
    double begin = trial.now();
    String path = "/apis/apps/v1/namespaces/monitoring/" + kind + "/" + name;
    scale(path, 0);
    Moment blind = app.awaitNoValue();
    trial.pass(Duration.ofSeconds(75));
    double end = trial.now();
    scale(path, replicas);

    // THEN
    Moment back = app.awaitValue();
    app.assertNumberStayed(blind, end);
    assertThat(trial.recording().between(blind.seconds(), end))
        .allSatisfy(moment -> assertThat(moment.ready()).isGreaterThanOrEqualTo(BusyApp.NEED));
    trial.pass(Duration.ofMinutes(1));
    app.assertNeverWantsFewerThanNeeded(begin);
    app.report(name + " stopped for " + Math.round(end - begin) + " s", begin);
    trial.report("  a value %.0f s after its start", back.seconds() - end);
  }

  private void scale(String path, int replicas) {
    trial.controlPlane().api().patch(path, Map.of("spec", Map.of("replicas", replicas)));
  }
}
