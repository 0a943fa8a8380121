package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.PrometheusApi;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example as it is in dist/, with all its times, after a step of the load; for every build. */
class QuickstartStepTest {
  /** After so long, all streams are busy and as many requests wait as are counted. */
  private static final double FILLED = 3;

  /** For what a busy machine does late: an answer, a query, a look. */
  private static final double SLACK = 7;

  @RegisterExtension
  static final Stage STAGE =
      new Stage(Subject::quickstart, Duration.ofMillis(100), Duration.ZERO, Stage.DEFAULT_PERIOD);

  private final Trial trial = STAGE.trial();

  /**
   * With scrapes and looks each 15 seconds after the last, 3 + 15 + 15 + 7 makes 40 seconds at
   * worst. A machine that is too busy to scrape in time gets as much longer.
   */
  @Test
  void decisionTakesALookAfterTheFirstScrapeOfTheStep() {
    // GIVEN
    int before = trial.autoscaler().at("/spec/minReplicas").asInt();
    trial.offer(16);
    trial.pass(Duration.ofMinutes(1));
    assertThat(trial.recording().last().desired()).isEqualTo(before);

    // WHEN
    Instant begin = Instant.now();
    double step = trial.offer(60);

    // THEN
    Moment decided =
        trial.await("more wanted", Duration.ofMinutes(2), moment -> moment.desired() > before);
    double scraped = secondsUntilScraped(begin.plusMillis(Math.round(1000 * FILLED)));
    double decision = decided.seconds() - step;
    trial.report(
        "quickstart, step 16 to 60/s: every pod scraped after %.0f s, decision after %.0f s",
        FILLED + scraped, decision);
    assertThat(decision)
        .isLessThanOrEqualTo(FILLED + scraped + Stage.DEFAULT_PERIOD.toSeconds() + SLACK);
  }

  /** Until the last of all pods was scraped for the first time since then. */
  private double secondsUntilScraped(Instant since) {
    double begin = since.toEpochMilli() / 1000.0;
    double last = 0;
    for (JsonNode series :
        PrometheusApi.of(trial.controlPlane(), "monitoring", "prometheus")
            .query("ovms_current_requests[3m]")) {
      for (JsonNode sample : series.path("values")) {
        double after = sample.path(0).asDouble() - begin;
        if (after >= 0) {
          last = Math.max(last, after);
          break;
        }
      }
    }
    return last;
  }
}
