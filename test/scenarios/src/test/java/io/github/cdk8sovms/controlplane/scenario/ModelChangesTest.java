package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.PrometheusApi;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Models are loaded and retired under load. */
@Tag("full")
class ModelChangesTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  /** The query of the published recipe: 0 by 0 of a version without streams. */
  private static final String UNGUARDED =
      "avg_over_time(ovms_current_requests[20s]) / avg_over_time(ovms_streams[20s])";

  @RegisterExtension static final Stage STAGE = BusyApp.stage();

  private final Trial trial = STAGE.trial();
  private final BusyApp app = BusyApp.of(trial);

  @BeforeEach
  void awaitThePodsThatTheLoadNeeds() {
    app.awaitThePodsThatTheLoadNeeds();
  }

  @Test
  void aVersionUpdateUnderLoadRemovesNothing() {
    // WHEN
    double begin = trial.now();
    STAGE.ovms().pods().forEach(pod -> pod.update(trial.subject().model(), Duration.ofSeconds(15)));
    trial.pass(TWO_MINUTES);

    // THEN
    int noNumbers = noNumbers();
    assertThat(noNumbers)
        .as("the retired version of each pod")
        .isGreaterThanOrEqualTo(BusyApp.NEED);
    app.assertNeverWantsFewerThanNeeded(begin);
    assertThat(trial.recording().since(begin))
        .as("the value is that of the version which serves: forty busy streams of at most 128")
        .allSatisfy(moment -> assertThat(moment.metric().orElseThrow()).isGreaterThan(0.2))
        .allSatisfy(moment -> assertThat(moment.load().refused()).isZero());
    app.report("version update", begin);
    trial.report("  meanwhile the query of the recipe is NaN for %d series", noNumbers);
  }

  @Test
  void podsThatLoadCauseNoDecision() {
    // GIVEN
    trial.offer(BusyApp.LOW);
    trial.await("one left", Duration.ofMinutes(4), moment -> moment.ready() == 1);

    // WHEN
    double step = trial.offer(BusyApp.HIGH);
    Moment decided = trial.await("more wanted", TWO_MINUTES, moment -> moment.desired() > 1);
    Moment enough =
        trial.await("three ready", TWO_MINUTES, moment -> moment.ready() >= BusyApp.NEED);

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

  private int noNumbers() {
    int found = 0;
    for (JsonNode series :
        PrometheusApi.of(trial.controlPlane(), "monitoring", "prometheus").query(UNGUARDED)) {
      found += series.at("/value/1").asText().equals("NaN") ? 1 : 0;
    }
    return found;
  }
}
