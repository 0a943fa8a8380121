package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.cluster.CustomResources;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Repository;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The real prometheus-operator loads the PrometheusRule, and has Prometheus scrape itself. */
class OperatorAlertsTest {
  /** What would run besides Prometheus, which is all that this is about. */
  private static final Set<String> LEFT_OUT =
      Set.of("Deployment", "APIService", "HorizontalPodAutoscaler");

  private static final String NAMESPACES =
      """
      {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "serving"}}
      ---
      {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "monitoring"}}
      """;

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(5), List.of()));

  @Test
  void everyAlertGetsToPrometheusAndIsWorkedOut() {
    // GIVEN
    ControlPlane controlPlane = CONTROL_PLANE.get();
    KnownKinds.install(controlPlane.api(), controlPlane::diagnosis);
    CustomResources.prometheusOperator().applyTo(controlPlane);
    Application.of("namespaces", NAMESPACES).applyTo(controlPlane);

    // WHEN
    emitted().applyTo(controlPlane);

    // THEN
    Chain chain = new Chain(controlPlane);
    chain.awaitReady("deployment", "default", "prometheus-operator", 1);
    chain.awaitReady("statefulset", "monitoring", "prometheus-prometheus", 1);
    PrometheusApi prometheus = PrometheusApi.of(controlPlane, "monitoring", "prometheus");
    chain.awaitRules(prometheus, 2);
    chain.awaitSeries(prometheus, "up{job=\"monitoring/prometheus\"} == 1", 1);
    chain.awaitSeries(
        prometheus,
        "prometheus_rule_evaluation_failures_total{job=\"monitoring/prometheus\","
            + "rule_group=~\".+;alerts/.+\"}",
        2);
    System.out.println("PrometheusRule, from its apply:\n" + chain.times());
    assertThat(alertsOf(prometheus.ruleGroups()))
        .isEqualTo(
            Arrays.stream(Alert.values())
                .filter(alert -> !Set.of(Alert.CANARY_WORSE, Alert.STORE_FAILED).contains(alert))
                .map(Alert::alertName)
                .collect(Collectors.toSet()))
        .hasSizeGreaterThan(10);
  }

  private static Application emitted() {
    Application all =
        Application.of(
            "alerts-operator",
            GoldenCases.files("alerts-operator").stream()
                .map(Repository::read)
                .collect(Collectors.joining("---\n")));
    return new Application(
        all.name(),
        all.objects().stream()
            .filter(object -> !LEFT_OUT.contains(object.path("kind").asText()))
            .toList());
  }

  private static Set<String> alertsOf(JsonNode groups) {
    return groups.findValues("rules").stream()
        .flatMap(rules -> rules.findParents("keepFiringFor").stream())
        .map(rule -> rule.path("name").asText())
        .collect(Collectors.toSet());
  }
}
