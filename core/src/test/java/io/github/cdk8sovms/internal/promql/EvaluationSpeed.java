package io.github.cdk8sovms.internal.promql;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How many evaluations of the quickstart's query there are in a second of processor time: 10 pods,
 * a scrape every 5 seconds, and an evaluation after each. Run it with the class path of the tests.
 */
public final class EvaluationSpeed {
  private static final int PODS = 10;
  private static final int SCRAPE_SECONDS = 5;
  private static final int EVALUATIONS = 200_000;
  private static final int ROUNDS = 4;

  private static final String MATCHERS =
      "{namespace=\"serving\",pod=~\"demo-ovms-[0-9a-z]+-[0-9a-z]{5}\"}";
  private static final String PER_POD =
      "max by (namespace, pod) (avg_over_time(ovms_current_requests"
          + MATCHERS
          + "[1m]) / (avg_over_time(ovms_streams"
          + MATCHERS
          + "[1m]) > 0))";
  private static final String UP = "max by (namespace, pod) (up" + MATCHERS + ")";
  private static final String TOTAL =
      "sum((%1$s) and %2$s) + clamp_min((1 * count(%2$s unless (%1$s)) or vector(0)) - clamp_min(sum(((%1$s) and %2$s) - 1), 0), 0)"
          .formatted(PER_POD, UP);

  private EvaluationSpeed() {}

  /**
   * Prints the figures.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf(
          "round %d: adapter %,.0f evaluations/s, KEDA %,.0f evaluations/s, scrapes alone %,.0f/s%n",
          round, perSecond(PER_POD), perSecond(TOTAL), perSecond("vector(1)"));
    }
  }

  private static double perSecond(String text) {
    Query query = Query.parse(text);
    SeriesStore store = new SeriesStore(query.lookback().toSeconds() + SCRAPE_SECONDS);
    List<Series> series = new ArrayList<>();
    for (int pod = 0; pod < PODS; pod++) {
      Map<String, String> target =
          Map.of("namespace", "serving", "pod", "demo-ovms-7d9c8b6f5-abcd" + pod);
      Map<String, String> model = new java.util.HashMap<>(target);
      model.putAll(Map.of("name", "resnet50", "version", "1"));
      series.add(store.series("ovms_current_requests", model));
      series.add(store.series("ovms_streams", model));
      series.add(store.series("up", target));
    }
    Random random = new Random(1);
    double sum = 0;
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < EVALUATIONS; i++) {
      double time = (double) i * SCRAPE_SECONDS;
      for (Series one : series) {
        one.append(time, 1 + random.nextInt(8));
      }
      sum += query.at(store, time + 1).get(0).value();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("no values");
    }
    return EVALUATIONS / (nanos / 1e9);
  }
}
