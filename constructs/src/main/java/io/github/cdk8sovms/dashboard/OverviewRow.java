package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.dashboard.Target.latest;

import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.autoscaling.AutoscalerSettings;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.ArrayList;
import java.util.List;

/**
 * The first row: whether all is well, in five numbers.
 *
 * @param settings the autoscalers
 * @param labels the labels of series that identify a pod
 * @param models whether servers have models
 * @param graphs whether servers have graphs
 */
record OverviewRow(
    List<AutoscalerSettings> settings, SeriesLabels labels, boolean models, boolean graphs) {
  private static final String GREEN = "green";
  private static final String ORANGE = "orange";
  private static final String RED = "red";

  /** The default of the alert OvmsErrorRatio; a fifth of it is worth a look. */
  private static final double BAD_ERROR_RATIO = 0.05;

  private static final double NOTABLE_ERROR_RATIO = BAD_ERROR_RATIO / 5;

  /** From here on the next step of the load may need more than maxReplicas. */
  private static final double NOTABLE_LOAD = 0.8;

  Row row() {
    return Row.ofNumbers("Overview", List.of(pods(), load(), requests(), latency(), errors()));
  }

  private Stat pods() {
    SeriesSelector pods =
        ServerPods.of(settings.stream().map(AutoscalerSettings::server).toList(), labels);
    String up = "max by (" + labels.list() + ") (" + pods.of("up") + ")";
    return Stat.of(
            new PanelInfo(
                    "Pods",
                    "Pods that Prometheus scrapes; all others have no value for the autoscaler.",
                    Unit.NUMBER,
                    List.of())
                .runbook(Alert.TARGET_ABSENT)
                .runbook(Alert.TARGET_DOWN),
            List.of(latest("count(" + up + " == 1) or vector(0)", "scraped")))
        .thresholds(Threshold.base(RED), Threshold.from(1, GREEN));
  }

  private Stat load() {
    return Stat.of(
            new PanelInfo(
                    "Load of maxReplicas",
                    "The pods that the load needs at its target, as a share of maxReplicas. Above"
                        + " 100 % requests wait, and the autoscaler can add no more pods.",
                    Unit.SHARE,
                    settings.stream()
                        .flatMap(each -> each.signal().needs().stream())
                        .distinct()
                        .toList())
                .runbook(Alert.AT_MAX_REPLICAS)
                .runbook(Alert.LOAD_ABOVE_TARGET),
            settings.stream()
                .map(each -> latest(new AutoscalerRow(each).shareOfMaximum(), each.name()))
                .toList())
        .thresholds(
            Threshold.base(GREEN), Threshold.from(NOTABLE_LOAD, ORANGE), Threshold.from(1, RED));
  }

  private Stat requests() {
    List<Target> targets = new ArrayList<>();
    List<OvmsMetric> needs = new ArrayList<>();
    if (models) {
      needs.add(OvmsMetric.REQUESTS_SUCCESS);
      targets.add(
          latest(inferences().perSecond("", OvmsMetric.REQUESTS_SUCCESS), "successful inferences"));
    }
    if (graphs) {
      needs.add(OvmsMetric.REQUESTS_ACCEPTED);
      targets.add(
          latest(chosen().perSecond("", OvmsMetric.REQUESTS_ACCEPTED), "accepted by graphs"));
    }
    return Stat.of(
        new PanelInfo("Requests", "Per second, of all pods.", Unit.PER_SECOND, needs), targets);
  }

  private Stat latency() {
    List<Target> targets = new ArrayList<>();
    List<OvmsMetric> needs = new ArrayList<>();
    if (models) {
      needs.add(OvmsMetric.REQUEST_TIME);
      targets.add(latest(chosen().quantile(0.95, "", OvmsMetric.REQUEST_TIME), "models"));
    }
    if (graphs) {
      needs.add(OvmsMetric.GRAPH_PROCESSING_TIME);
      targets.add(latest(chosen().quantile(0.95, "", OvmsMetric.GRAPH_PROCESSING_TIME), "graphs"));
    }
    return Stat.of(
        new PanelInfo(
                "P95 latency",
                "From receipt to response, without the queue for an HTTP worker. Estimated from"
                    + " buckets, each 1.8 times as wide as the one before.",
                Unit.SECONDS,
                needs)
            .runbook(Alert.LATENCY_OBJECTIVE),
        targets);
  }

  private Stat errors() {
    List<Target> targets = new ArrayList<>();
    List<OvmsMetric> needs = new ArrayList<>();
    if (models) {
      needs.addAll(List.of(OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.REQUESTS_FAIL));
      String good = inferences().perSecond("", OvmsMetric.REQUESTS_SUCCESS);
      String bad = inferences().perSecond("", OvmsMetric.REQUESTS_FAIL);
      targets.add(latest(SeriesSelector.fraction(bad, "(" + good + " + " + bad + ")"), "models"));
    }
    if (graphs) {
      needs.addAll(List.of(OvmsMetric.REQUESTS_ACCEPTED, OvmsMetric.GRAPH_ERROR));
      targets.add(
          latest(
              SeriesSelector.fraction(
                  chosen().perSecond("", OvmsMetric.GRAPH_ERROR),
                  chosen().perSecond("", OvmsMetric.REQUESTS_ACCEPTED)),
              "graphs"));
    }
    return Stat.of(
            new PanelInfo(
                    "Error ratio",
                    "Failed requests, as a share of the requests that reached a model or graph.",
                    Unit.SHARE,
                    needs)
                .runbook(Alert.ERROR_RATIO),
            targets)
        .thresholds(
            Threshold.base(GREEN),
            Threshold.from(NOTABLE_ERROR_RATIO, ORANGE),
            Threshold.from(BAD_ERROR_RATIO, RED));
  }

  private SeriesSelector chosen() {
    return SeriesSelector.chosen(labels);
  }

  private SeriesSelector inferences() {
    return chosen().ofInference();
  }
}
