package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A language model follows its load on graphs in flight, with tokens that come slower the more
 * sequences there are in a pod.
 */
@Tag("full")
class ChatTest {
  /** One pod does up to five a second. */
  private static final double HIGH = 7;

  private static final double LOW = 1;

  private static final Duration LONG = Duration.ofMinutes(3);

  @RegisterExtension
  static final Stage STAGE =
      Stage.ofGraphs(
              ChatTest::chat,
              Duration.ofSeconds(2),
              0.03,
              Duration.ofSeconds(5),
              Duration.ofSeconds(5))
          .clients(model -> Clients.http(model).streaming().connections(2 * GraphApps.CAPACITY));

  private final Trial trial = STAGE.trial();

  private static Subject chat() {
    return GraphApps.chat(STAGE);
  }

  @Test
  void podsFollowTheStreamsUpAndDown() {
    // GIVEN
    trial.offer(LOW);
    trial.await("one pod", LONG, moment -> moment.desired() == 1 && moment.ready() == 1);

    // WHEN
    double step = trial.offer(HIGH);

    // THEN
    Moment decided = trial.await("more wanted", LONG, moment -> moment.desired() > 1);
    Moment enough = trial.await("three ready", LONG, moment -> moment.ready() == 3);
    double seen =
        trial.recording().since(step).stream()
            .filter(moment -> moment.metric().isPresent())
            .mapToDouble(moment -> moment.metric().getAsDouble())
            .max()
            .orElseThrow();
    assertThat(seen).as("the gauge shows more than the capacity").isGreaterThan(GraphApps.CAPACITY);
    trial.await("streams as they should be", LONG, moment -> moment.load().p95Millis() < 4000);

    // WHEN
    double drop = trial.offer(LOW);

    // THEN
    Moment less = trial.await("one ready", LONG, moment -> moment.ready() == 1);
    assertThat(trial.recording().since(step))
        .as("no stream is lost, also not with its pod")
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
    trial.report(
        "chat, 1 to 7 streams a second: decision after %.0f s, three ready after %.0f s, up to %.1f"
            + " in flight; one ready %.0f s after the drop",
        decided.seconds() - step, enough.seconds() - step, seen, less.seconds() - drop);
  }

  /** model_server#4503: the process lives, probes are answered, and no generation ends. */
  @Test
  void aPodThatHangsIsNamed() {
    // GIVEN
    trial.offer(HIGH);
    trial.await("three ready", LONG, moment -> moment.ready() == 3);
    OvmsPod stuck = STAGE.ovms().pods().iterator().next();

    // WHEN
    stuck.phase(Phase.HANGING);

    // THEN
    JsonNode alert = awaitStuck();
    assertThat(alert.at("/labels/pod").asText()).isEqualTo(stuck.name());
    assertThat(stuck.isReady()).as("its probes are answered").isTrue();
    assertThat(STAGE.restarts()).isZero();

    // WHEN
    trial
        .controlPlane()
        .api()
        .delete("/api/v1/namespaces/serving/pods/" + stuck.name() + "?gracePeriodSeconds=0");

    // THEN
    Await.until(
        "the alert is over",
        LONG,
        trial.controlPlane()::diagnosis,
        () -> Await.Look.when(stuckAlerts().isEmpty(), stuckAlerts().toString()));
  }

  private JsonNode awaitStuck() {
    return Await.until(
        "the alert for a pod that hangs",
        Duration.ofMinutes(5),
        trial.controlPlane()::diagnosis,
        () ->
            stuckAlerts().isEmpty()
                ? Await.Look.notYet("not firing")
                : Await.Look.done(stuckAlerts().get(0)));
  }

  private JsonNode stuckAlerts() {
    for (JsonNode group :
        PrometheusApi.of(trial.controlPlane(), "monitoring", "prometheus").ruleGroups()) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.path("name").asText().equals(Alert.POD_STUCK.alertName())
            && rule.path("state").asText().equals("firing")) {
          return rule.path("alerts");
        }
      }
    }
    return JsonNodeFactory.instance.arrayNode();
  }
}
