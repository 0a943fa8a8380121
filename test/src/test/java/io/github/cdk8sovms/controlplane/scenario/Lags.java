package io.github.cdk8sovms.controlplane.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.controlplane.ApiClient;
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

  /**
   * Steps from one load to another, each at another time within the scrapes and looks. Before each,
   * everything is as at first: the autoscaler is made anew, so that it remembers no
   * recommendations, and the windows are full of the lower load.
   */
  static Lags of(Trial trial, double low, double high, int steps, Duration windows) {
    Random random = new Random(1);
    List<Double> decisions = new ArrayList<>();
    List<Double> pods = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      trial.offer(low);
      int before = startOver(trial, windows);
      trial.pass(Duration.ofMillis(random.nextInt(15_000)));
      assertThat(trial.recording().last().desired()).isEqualTo(before);
      double step = trial.offer(high);
      decisions.add(
          trial.await("more wanted", LONGEST, moment -> moment.desired() > before).seconds()
              - step);
      pods.add(
          trial.await("one more ready", LONGEST, moment -> moment.ready() > before).seconds()
              - step);
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

  /** Returns the fewest pods, which there are then. */
  private static int startOver(Trial trial, Duration windows) {
    ApiClient api = trial.controlPlane().api();
    JsonNode autoscaler = trial.subject().application().ofKind("HorizontalPodAutoscaler").get(0);
    int fewest = autoscaler.at("/spec/minReplicas").asInt();
    api.delete(api.pathOf(autoscaler));
    api.patch(
        "/apis/apps/v1/namespaces/%s/deployments/%s"
            .formatted(
                trial.subject().namespace(), autoscaler.at("/spec/scaleTargetRef/name").asText()),
        Map.of("spec", Map.of("replicas", fewest)));
    trial.await("the fewest pods", LONGEST, moment -> moment.ready() == fewest);
    trial.await("nobody waits", LONGEST, moment -> moment.load().p95Millis() < 1000);
    trial.pass(windows);
    api.apply(autoscaler);
    trial.await("a value", LONGEST, moment -> moment.says("ValidMetricFound"));
    return fewest;
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
