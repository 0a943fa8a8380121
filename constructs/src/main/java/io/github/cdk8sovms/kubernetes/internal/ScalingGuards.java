package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import java.util.Set;

/** What is relied on in monitoring and in autoscalers. */
final class ScalingGuards {
  private static final Set<String> AUTOSCALERS = Set.of("HorizontalPodAutoscaler", "ScaledObject");
  private static final String SCRAPED =
      "the signal, its averaging window and the lag budget rely on how servers are scraped: port,"
          + " interval, and the labels namespace and pod";

  private ScalingGuards() {}

  static List<PatchGuard> all() {
    return List.of(
        monitors(),
        scrapeConfiguration(),
        prometheus(),
        rules(),
        metric(),
        replicas(),
        behavior(),
        adapterRules(),
        apiService());
  }

  private static PatchGuard monitors() {
    return PatchGuard.of(
            Set.of("ServiceMonitor", "PodMonitor", "PodMonitoring"),
            SCRAPED,
            "Use .scrapeInterval(..) and .scrape(..).")
        .at(
            "/spec/endpoints",
            "/spec/podMetricsEndpoints",
            "/spec/selector",
            "/spec/namespaceSelector",
            "/spec/jobLabel")
        .withNewElements();
  }

  private static PatchGuard scrapeConfiguration() {
    return PatchGuard.of(
            "ConfigMap",
            SCRAPED + "; rule files of alerts that are added later are not named in this file",
            "Use .scrapeInterval(..) and .scrape(..), or an ExistingPrometheus for one with further"
                + " jobs.")
        .running("prometheus")
        .at("/data");
  }

  private static PatchGuard prometheus() {
    return PatchGuard.of("Prometheus", SCRAPED, "Use .scrapeInterval(..).")
        .at(
            "/spec/scrapeInterval",
            "/spec/evaluationInterval",
            "/spec/serviceMonitorSelector",
            "/spec/serviceMonitorNamespaceSelector",
            "/spec/podMonitorSelector",
            "/spec/podMonitorNamespaceSelector",
            "/spec/ruleSelector",
            "/spec/ruleNamespaceSelector");
  }

  private static PatchGuard rules() {
    return PatchGuard.of(
            Set.of("PrometheusRule", "Rules"),
            "the runbook and the checks of an alert are for the expression that the options give",
            "Use the options of Alerts, or add another group.")
        .at("/spec/groups");
  }

  private static PatchGuard metric() {
    return PatchGuard.of(
            AUTOSCALERS,
            "the reachable target, the alerts and the dashboard are computed for the metric and the"
                + " target that the options give",
            "Use .signal(..) and .ratio(..).")
        .at("/spec/metrics", "/spec/triggers")
        .withNewElements();
  }

  private static PatchGuard replicas() {
    return PatchGuard.of(
            AUTOSCALERS,
            "quotas, alerts and the dashboard use the limits that .replicas(..) gives",
            "Use .replicas(min, max).")
        .at(
            "/spec/minReplicas",
            "/spec/maxReplicas",
            "/spec/minReplicaCount",
            "/spec/maxReplicaCount",
            "/spec/idleReplicaCount");
  }

  private static PatchGuard behavior() {
    return PatchGuard.of(
            AUTOSCALERS,
            "the lag budget and the alerts are computed for the behavior that the options give",
            "Use .behavior(..), or the options of Keda.")
        .at(
            "/spec/behavior",
            "/spec/advanced",
            "/spec/pollingInterval",
            "/spec/cooldownPeriod",
            "/spec/fallback");
  }

  private static PatchGuard adapterRules() {
    return PatchGuard.of(
            "ConfigMap",
            "autoscalers get their metric by the rules in this file; rules of autoscalers that are"
                + " added later are not in it",
            "Use .rule(..) and .rules(..).")
        .running("prometheus-adapter")
        .at("/data");
  }

  private static PatchGuard apiService() {
    return PatchGuard.of(
            "APIService",
            "the API server finds and verifies the adapter by these fields",
            "Use .tls(..).")
        .at("/spec");
  }
}
