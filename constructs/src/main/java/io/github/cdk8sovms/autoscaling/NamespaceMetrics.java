package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.adapter.internal.NamespaceMetric;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Object metrics of an HPA: whether requests arrive, and the minimum of each schedule. They are
 * metrics of the namespace, because neither depends on pods.
 *
 * @param autoscaler name of the HPA
 * @param namespace of the HPA
 * @param further the schedules, and when there are no pods
 * @param signal the load signal, whose series exist while there are pods
 * @param scrapeInterval of the queried Prometheus
 */
record NamespaceMetrics(
    String autoscaler,
    String namespace,
    FurtherMetrics further,
    LoadSignal signal,
    Duration scrapeInterval) {
  private static final String ACTIVITY = "ovms_activity_";
  private static final String SCHEDULE = "ovms_schedule_";

  /** Returns whether requests arrive, if the autoscaler scales to zero. */
  Optional<NamespaceMetric> activity() {
    return further
        .activation()
        .filter(starting -> starting.series().isPresent())
        .map(
            starting ->
                new NamespaceMetric(
                    ACTIVITY + unique(),
                    namespace,
                    starting.series().orElseThrow(),
                    starting.held(scrapeInterval)));
  }

  /** Returns the minimum of each schedule, of those that PromQL can compute. */
  List<NamespaceMetric> schedules() {
    String series =
        further.activation().flatMap(Activation::series).orElse(signal.discoverySeries());
    List<NamespaceMetric> metrics = new ArrayList<>();
    for (Schedule schedule : further.schedules()) {
      if (schedule.isKnownToPromQl() && schedule.hasReplicas()) {
        metrics.add(
            new NamespaceMetric(
                SCHEDULE + unique() + (metrics.isEmpty() ? "" : "_" + (metrics.size() + 1)),
                namespace,
                series,
                schedule.toQuery()));
      }
    }
    return metrics;
  }

  List<NamespaceMetric> all() {
    List<NamespaceMetric> all = new ArrayList<>();
    activity().ifPresent(all::add);
    all.addAll(schedules());
    return all;
  }

  /** The adapter has one rule for a name; a conflict of two autoscalers is reported there. */
  private String unique() {
    return (namespace + "_" + autoscaler).replaceAll("[^a-zA-Z0-9]", "_");
  }
}
