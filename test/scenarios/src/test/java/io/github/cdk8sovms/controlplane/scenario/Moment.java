package io.github.cdk8sovms.controlplane.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.emulator.LoadSample;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/**
 * What was seen at a time.
 *
 * @param load what clients saw since the last moment
 * @param metric the metric in the status of the autoscaler; empty if it has none
 * @param desired replicas that the autoscaler wants
 * @param conditions the reasons of its conditions
 */
record Moment(LoadSample load, OptionalDouble metric, int desired, String conditions) {
  static final String CSV_HEADER =
      "seconds,offered,answered,late,refused,p50_ms,p95_ms,pods,mean_ratio,metric,desired,conditions";

  static final String NO_ANSWER = "unanswered";

  /** Nothing is known of the autoscaler yet. */
  static Moment of(LoadSample load) {
    return new Moment(load, OptionalDouble.empty(), 0, "");
  }

  static Moment of(LoadSample load, JsonNode autoscaler) {
    JsonNode status = autoscaler.path("status");
    String value = status.at("/currentMetrics/0/pods/current/averageValue").asText();
    StringJoiner reasons = new StringJoiner(" ");
    status.path("conditions").forEach(each -> reasons.add(each.path("reason").asText()));
    return new Moment(
        load,
        value.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Chain.number(value).doubleValue()),
        status.path("desiredReplicas").asInt(),
        reasons.toString());
  }

  /** The API server gave no answer, so the autoscaler is as it was. */
  Moment without(LoadSample newer) {
    return new Moment(newer, metric, desired, NO_ANSWER);
  }

  double seconds() {
    return load.seconds();
  }

  /** Pods that are ready. */
  int ready() {
    return load.ratios().size();
  }

  /** The autoscaler has a metric to go by. */
  boolean hasValue() {
    return says("ValidMetricFound");
  }

  /** It has none, and reports that. */
  boolean hasNoValue() {
    return says("FailedGetPodsMetric");
  }

  boolean says(String reason) {
    return conditions.contains(reason);
  }

  /** Of moments one after the other: means of rates and ratios, and the rest as it was at last. */
  static String csv(List<Moment> span) {
    Moment last = span.get(span.size() - 1);
    return String.join(
        ",",
        number(last.seconds()),
        mean(span, LoadSample::offered),
        mean(span, LoadSample::answered),
        mean(span, LoadSample::late),
        mean(span, LoadSample::refused),
        number(last.load.p50Millis()),
        number(last.load.p95Millis()),
        String.valueOf(last.ready()),
        mean(span, LoadSample::meanRatio),
        last.metric.isPresent() ? number(last.metric.getAsDouble()) : "",
        String.valueOf(last.desired),
        last.conditions);
  }

  private static String mean(List<Moment> span, ToDoubleFunction<LoadSample> of) {
    return number(
        span.stream().mapToDouble(each -> of.applyAsDouble(each.load)).average().orElse(0));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
