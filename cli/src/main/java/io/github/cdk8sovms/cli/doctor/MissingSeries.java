package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Diagnoses missing series of the pods. */
final class MissingSeries {
  private final HopContext context;
  private final Prometheus prometheus;
  private final String series;

  MissingSeries(HopContext context, Prometheus prometheus, String series) {
    this.context = context;
    this.prometheus = prometheus;
    this.series = series;
  }

  /**
   * Returns whether the series exist with other labels, or not at all.
   *
   * @throws UnseenException if it is too early, or the adapter or KEDA may query another store
   */
  HopResult check() {
    Optional<JsonNode> other =
        context.readyPods().isEmpty()
            ? Optional.empty()
            : SeriesOfPods.otherwiseLabelled(context, prometheus, series);
    if (other.isPresent()) {
      return labelsMissing(other.get());
    }
    context
        .whyTooEarly()
        .or(() -> ShardedPrometheus.why(context.cluster(), prometheus))
        .ifPresent(
            why -> {
              throw new UnseenException(why);
            });
    if (!prometheus.certain() && prometheus.route() instanceof PrometheusRoute.ThroughApiServer) {
      throw new UnseenException(
          prometheus.where()
              + " does not have them, and may not be the queried one; set --prometheus");
    }
    boolean ofOthers = !prometheus.query("topk(1, " + series + ")").isEmpty();
    return new HopResult.Broken(
        Diagnosis.SERIES_MISSING,
        "%s has no series %s%s"
            .formatted(
                prometheus.where(), series, ofOthers ? " of these pods, only of others" : ""),
        actions());
  }

  private HopResult labelsMissing(JsonNode sample) {
    String matchers = "{" + SeriesOfPods.matchers(context) + "}";
    SeriesLabels labels = LabelsOfPods.of(context);
    return HopResult.broken(
        Diagnosis.LABELS_MISSING,
        "%s%s has no value; another of %s has %s"
            .formatted(series, matchers, series, sample.path("metric")),
        "%s selects by the labels %s and %s: add them in the scrape configuration, or configure the"
                .formatted(
                    context.autoscaler().isOfPods() ? "The adapter" : "KEDA",
                    labels.namespace(),
                    labels.pod())
            + " existing labels: .seriesLabels(SeriesLabels.of(..)) on the ExistingPrometheus.",
        "In scrape_configs: relabel_configs from __meta_kubernetes_namespace and"
            + " __meta_kubernetes_pod_name. Labels with the prefix exported_ were renamed, because"
            + " the target has labels with the same names.");
  }

  private List<String> actions() {
    List<String> actions = new ArrayList<>();
    if (!MetricsAnswer.isOfServer(series)) {
      actions.add(
          "OVMS exports no such series, so a recording rule or a relabelling produces it: check that"
              + " the rule is loaded where the query is evaluated.");
      return actions;
    }
    boolean scraped = isScraped();
    actions.add("It should exist two scrapes after the start of a pod. If not:");
    if (!MetricsAnswer.isSeen(context, series)) {
      actions.add("metrics_list in config.json omits it, or no model is loaded;");
    }
    if (!scraped) {
      actions.add("the pods are not scraped, or the scraper writes to another store or tenant;");
      actions.add(PodPolicies.action(context, context.readyPods()));
    }
    actions.add(
        "a relabelling drops it: metric_relabel_configs, metricRelabelings of a monitor"
            + (scraped ? "." : ", or write_relabel_configs of the remote write."));
    return actions;
  }

  private boolean isScraped() {
    Answer answer = prometheus.targets();
    return Prometheus.isResult(answer)
        && PodTargets.of(Prometheus.activeTargets(answer), context.readyPods()).up() > 0;
  }
}
