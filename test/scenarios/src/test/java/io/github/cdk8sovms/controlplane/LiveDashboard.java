package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.kit.Dashboards;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The dashboard of an application, with the answers of a Prometheus that runs. */
record LiveDashboard(JsonNode dashboard, PrometheusApi prometheus) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  LiveDashboard(Application application, PrometheusApi prometheus) {
    this(application.dashboard(), prometheus);
  }

  /** No panel is empty, and the first has a line for each pod, the mean and the target. */
  void awaitEveryPanel(String namespace, Set<String> pods) {
    for (JsonNode panel : Dashboards.panels(dashboard)) {
      for (String query : Dashboards.queries(panel, namespace, ".+")) {
        awaitAnswer(panel.get("title").asText(), query);
      }
    }
    List<String> signal = Dashboards.queries(Dashboards.details(dashboard).get(0), namespace, ".+");
    Set<String> shown = new TreeSet<>();
    prometheus.query(signal.get(0)).forEach(line -> shown.add(line.at("/metric/pod").asText()));
    assertThat(shown).isEqualTo(pods);
    assertThat(signal).hasSize(3);
  }

  /** Models that are not loaded are the one number that should be missing. */
  private void awaitAnswer(String panel, String query) {
    if (query.endsWith("== 0)")) {
      return;
    }
    Await.until(
        "answering in \"" + panel + "\"",
        LIMIT,
        () -> query,
        () -> {
          JsonNode answer = prometheus.query(query);
          boolean isNumber = !answer.isEmpty() && !answer.at("/0/value/1").asText().equals("NaN");
          return Await.Look.when(isNumber, answer.toString());
        });
  }
}
