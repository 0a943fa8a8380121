package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What it means that a store has no series of the pods, by what else was seen. */
final class MissingSeries {
  private final Surroundings surroundings;
  private final Prometheus prometheus;
  private final String series;

  MissingSeries(Surroundings surroundings, Prometheus prometheus, String series) {
    this.surroundings = surroundings;
    this.prometheus = prometheus;
    this.series = series;
  }

  /**
   * Whether it has them with other labels, or not at all.
   *
   * @throws UnseenException if it is too early to say, or another store may be the one that is
   *     asked
   */
  HopResult look() {
    Optional<JsonNode> other =
        surroundings.readyPods().isEmpty()
            ? Optional.empty()
            : SeriesOfPods.otherwiseLabelled(surroundings, prometheus, series);
    if (other.isPresent()) {
      return labelsMissing(other.get());
    }
    surroundings
        .whyTooEarly()
        .or(() -> ShardedPrometheus.why(surroundings.cluster(), prometheus))
        .ifPresent(
            why -> {
              throw new UnseenException(why);
            });
    if (!prometheus.certain() && prometheus.way() instanceof PrometheusWay.ThroughApiServer) {
      throw new UnseenException(
          prometheus.where()
              + " does not have them, and may not be the one that is asked; say which with"
              + " --prometheus");
    }
    boolean ofOthers = !prometheus.query("topk(1, " + series + ")").isEmpty();
    return new HopResult.Broken(
        Diagnosis.SERIES_MISSING,
        "%s has no series %s%s"
            .formatted(prometheus.where(), series, ofOthers ? " of these pods, but of others" : ""),
        actions());
  }

  private HopResult labelsMissing(JsonNode sample) {
    String matchers = "{" + SeriesOfPods.matchers(surroundings) + "}";
    SeriesLabels labels = LabelsOfPods.of(surroundings);
    return HopResult.broken(
        Diagnosis.LABELS_MISSING,
        "%s%s has no value; another of %s has %s"
            .formatted(series, matchers, series, sample.path("metric")),
        "%s asks by the labels %s and %s: add them where the target is scraped, or describe the"
                .formatted(
                    surroundings.autoscaler().isOfPods() ? "The adapter" : "KEDA",
                    labels.namespace(),
                    labels.pod())
            + " labels that are there: ExistingPrometheus.at(url).labels(SeriesLabels.of(..)).",
        "In scrape_configs: relabel_configs from __meta_kubernetes_namespace and"
            + " __meta_kubernetes_pod_name. Labels that begin with exported_ were taken by the"
            + " target's own.");
  }

  private List<String> actions() {
    List<String> actions = new ArrayList<>();
    if (!MetricsAnswer.isOfServer(series)) {
      actions.add(
          "OVMS exports nothing of this name, so a recording rule or a relabelling makes it: look"
              + " whether the rule is loaded where the query is evaluated.");
      return actions;
    }
    boolean scraped = isScraped();
    actions.add("Two scrapes after the start of a pod it should be there. If not:");
    if (!MetricsAnswer.isSeen(surroundings, series)) {
      actions.add("metrics_list in config.json leaves it out, or no model is loaded;");
    }
    if (!scraped) {
      actions.add("nothing scrapes the pods, or what does writes to another store or tenant;");
      actions.add(PodPolicies.action(surroundings, surroundings.readyPods()));
    }
    actions.add(
        "a relabelling drops it: metric_relabel_configs, metricRelabelings of a monitor"
            + (scraped ? "." : ", or write_relabel_configs of what writes."));
    return actions;
  }

  private boolean isScraped() {
    Answer answer = prometheus.targets();
    return Prometheus.isResult(answer)
        && PodTargets.of(Prometheus.activeTargets(answer), surroundings.readyPods()).up() > 0;
  }
}
