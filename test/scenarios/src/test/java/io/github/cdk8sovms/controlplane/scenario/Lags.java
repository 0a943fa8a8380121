package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How long it took after each of some steps of the load, in seconds.
 *
 * @param decisions until more pods were wanted
 * @param pods until one more was ready
 */
record Lags(List<Double> decisions, List<Double> pods) {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** The time between scrapes of a target and between HPA syncs. */
  private static final double PHASE_SECONDS = 15;

  /**
   * Steps from one load to another, on each of some servers at another phase of the scrapes and
   * syncs, in some rounds. Before each, everything is as at first: the autoscalers are created
   * again, so that they have no old recommendations, and the windows are full of the lower load.
   */
  static Lags of(List<Trial> trials, double low, double high, int rounds, Duration windows) {
    Random random = new Random(1);
    List<Double> decisions = new ArrayList<>();
    List<Double> pods = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      startOver(trials, low, windows);
      List<Double> steps = step(trials, high, random);
      for (Trial trial : trials) {
        double step = steps.get(trials.indexOf(trial));
        int before = fewest(trial);
        decisions.add(
            trial.await("more wanted", step, LONGEST, moment -> moment.desired() > before).seconds()
                - step);
        pods.add(
            trial
                    .await("one more ready", step, LONGEST, moment -> moment.ready() > before)
                    .seconds()
                - step);
      }
    }
    return new Lags(List.copyOf(decisions), List.copyOf(pods));
  }

  double medianDecision() {
    return median(decisions);
  }

  void report(Trial trial, String name) {
    trial.report(
        "%s: decision after %s s, median %.1f; one more pod ready after %s s, median %.1f",
        name, text(decisions), medianDecision(), text(pods), median(pods));
  }

  /** One after the other, at random times; returns these. */
  private static List<Double> step(List<Trial> trials, double high, Random random) {
    List<Double> phases =
        trials.stream().map(any -> PHASE_SECONDS * random.nextDouble()).sorted().toList();
    List<Double> steps = new ArrayList<>();
    double before = 0;
    for (Trial trial : trials) {
      double phase = phases.get(steps.size());
      trial.pass(Duration.ofMillis(Math.round(1000 * (phase - before))));
      before = phase;
      assertThat(trial.recording().last().desired()).isEqualTo(fewest(trial));
      steps.add(trial.offer(high));
    }
    return steps;
  }

  private static void startOver(List<Trial> trials, double low, Duration windows) {
    for (Trial trial : trials) {
      trial.offer(low);
      ApiClient api = trial.controlPlane().api();
      JsonNode autoscaler = trial.autoscaler();
      api.delete(api.pathOf(autoscaler));
      api.patch(
          "/apis/apps/v1/namespaces/%s/deployments/%s"
              .formatted(
                  trial.subject().namespace(), autoscaler.at("/spec/scaleTargetRef/name").asText()),
          Map.of("spec", Map.of("replicas", fewest(trial))));
    }
    for (Trial trial : trials) {
      trial.await("the fewest pods", LONGEST, moment -> moment.ready() == fewest(trial));
      trial.await("no request waits", LONGEST, moment -> moment.load().p95Millis() < 1000);
    }
    trials.get(0).pass(windows);
    trials.forEach(trial -> trial.controlPlane().api().apply(trial.autoscaler()));
    trials.forEach(trial -> trial.await("a value", LONGEST, Moment::hasValue));
  }

  private static int fewest(Trial trial) {
    return trial.autoscaler().at("/spec/minReplicas").asInt();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static String text(List<Double> values) {
    return String.join(
        ", ", values.stream().map(each -> String.format(Locale.ROOT, "%.0f", each)).toList());
  }
}
