package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.validation.FindingCode.CONTAINER_METRICS;
import static io.github.cdk8sovms.validation.FindingCode.EMPTY_PANEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class DashboardTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Chart chart = Programs.chart();

  @Test
  void panelsFillTheGridAndNeverOverlap() throws JsonProcessingException {
    Dashboard dashboard =
        showing(Programs.server(chart, "resnet").metrics(OvmsMetric.values()).build())
            .graphs()
            .build();

    Set<String> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    JsonNode panels = JSON.readTree(dashboard.json()).get("panels");
    int cells = 0;
    int bottom = 0;
    for (JsonNode panel : panels) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      JsonNode place = panel.get("gridPos");
      for (int x = place.get("x").asInt(); x < right(place); x++) {
        for (int y = place.get("y").asInt(); y < bottom(place); y++) {
          assertThat(taken.add(x + "/" + y)).as("%s", panel.get("title")).isTrue();
          cells++;
        }
      }
      assertThat(right(place)).isLessThanOrEqualTo(GridPos.COLUMNS);
      bottom = Math.max(bottom, bottom(place));
    }
    assertThat(cells).isEqualTo(bottom * GridPos.COLUMNS);
  }

  @Test
  void rowsOfManyAutoscalersAreCollapsedAndStayOnTheGrid() throws JsonProcessingException {
    JsonNode panels = JSON.readTree(showing(5).json()).get("panels");

    List<JsonNode> rows = new ArrayList<>();
    panels.forEach(
        panel -> {
          if (panel.get("collapsed") != null && panel.get("collapsed").asBoolean()) {
            rows.add(panel);
          }
        });
    assertThat(rows).hasSize(5);
    Set<Integer> ids = new HashSet<>();
    for (JsonNode row : rows) {
      assertThat(row.get("panels")).hasSize(3);
      row.get("panels").forEach(panel -> ids.add(panel.get("id").asInt()));
    }
    panels.forEach(panel -> ids.add(panel.get("id").asInt()));
    assertThat(ids).hasSize(panels.size() + 15);
    assertThat(rows.get(1).at("/gridPos/y").asInt())
        .isEqualTo(rows.get(0).at("/gridPos/y").asInt() + 1);
  }

  /** A panel has more queries than there are letters. */
  @Test
  void everyAutoscalerHasANumberInTheOverview() throws JsonProcessingException {
    JsonNode load = JSON.readTree(showing(30).json()).get("panels").get(2);

    assertThat(load.get("title").asText()).isEqualTo("Load of maxReplicas");
    Set<String> ids = new HashSet<>();
    load.get("targets").forEach(target -> ids.add(target.get("refId").asText()));
    assertThat(ids).hasSize(30).contains("A", "Z", "AA", "AD").allMatch(id -> id.matches("[A-Z]+"));
  }

  @Test
  void panelsLinkToTheRunbooksOfTheirAlerts() throws JsonProcessingException {
    Dashboard dashboard =
        showing(Programs.server(chart, "resnet").build())
            .runbookBase("https://runbooks.example.com/ovms/")
            .build();

    JsonNode pods = JSON.readTree(dashboard.json()).get("panels").get(1);
    assertThat(pods.at("/links/0/title").asText()).isEqualTo("Runbook of OvmsTargetAbsent");
    assertThat(pods.at("/links/0/url").asText())
        .isEqualTo("https://runbooks.example.com/ovms/OvmsTargetAbsent.md");
  }

  private Dashboard showing(int servers) {
    OvmsModelServer[] all =
        IntStream.range(0, servers)
            .mapToObj(number -> Programs.server(chart, "resnet" + number).build())
            .toArray(OvmsModelServer[]::new);
    var adapter = Programs.existingAdapter(chart, Programs.prometheus(chart, all).build()).build();
    Dashboard.Builder dashboard = Dashboard.Builder.create(chart, "dashboard");
    for (OvmsModelServer server : all) {
      dashboard.autoscaler(
          RatioAutoscaler.Builder.create(chart, server.serviceName() + "-autoscaler")
              .target(server)
              .metrics(adapter)
              .replicas(1, 3)
              .build());
    }
    return dashboard.build();
  }

  @Test
  void everyPanelHasADescription() throws JsonProcessingException {
    Dashboard dashboard = showing(Programs.server(chart, "resnet").build()).graphs().build();

    for (JsonNode panel : JSON.readTree(dashboard.json()).get("panels")) {
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.get("description").asText()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(panel.get("targets")).isNotEmpty();
      }
    }
  }

  @Test
  void panelsWithoutSeriesAreOmitted() throws JsonProcessingException {
    OvmsModelServer resnet =
        Programs.server(chart, "resnet").metrics(OvmsMetric.REQUESTS_SUCCESS).build();

    Dashboard dashboard = showing(resnet).build();

    assertThat(titles(dashboard))
        .contains("Throughput", "Successful requests", "Requests in progress and streams")
        .doesNotContain("Latency", "Error ratio", "Infer requests");
    assertThat(dashboard.findings()).isEmpty();
  }

  @Test
  void serversWithDifferentMetricsAreAWarning() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    OvmsModelServer bert =
        Programs.server(chart, "bert").metrics(OvmsMetric.REQUESTS_SUCCESS).build();
    var adapter =
        Programs.existingAdapter(chart, Programs.prometheus(chart, resnet, bert).build()).build();

    Dashboard dashboard =
        Dashboard.Builder.create(chart, "dashboard")
            .autoscaler(Programs.autoscaler(chart, resnet, adapter).build())
            .autoscaler(
                RatioAutoscaler.Builder.create(chart, "second")
                    .target(bert)
                    .metrics(adapter)
                    .replicas(1, 3)
                    .build())
            .build();

    assertThat(dashboard.findings()).extracting(Finding::code).containsExactly(EMPTY_PANEL);
  }

  @Test
  void graphsReplaceTheRowsOfModels() throws JsonProcessingException {
    OvmsModelServer llm = Programs.graphs(chart, "llm").restWorkers(32).build();
    var adapter = Programs.existingAdapter(chart, Programs.prometheus(chart, llm).build()).build();
    RatioAutoscaler autoscaler =
        Programs.autoscaler(chart, llm, adapter).signal(LoadSignal.graphsInFlight(16)).build();

    Dashboard dashboard =
        Dashboard.Builder.create(chart, "dashboard").autoscaler(autoscaler).build();

    assertThat(titles(dashboard))
        .contains("Graphs in flight", "Graph latency")
        .doesNotContain("Latency", "Models");
    assertThat(dashboard.json()).contains("label_values(ovms_current_graphs, namespace)");
  }

  @Test
  void containerMetricsRequireAnExistingPrometheus() {
    Dashboard.Builder dashboard =
        showing(Programs.server(chart, "resnet").build()).containerMetrics();

    assertThat(Reported.codesBuilding(dashboard::build)).containsExactly(CONTAINER_METRICS);
  }

  @Test
  void theUidDependsOnNamespaceAndNameOnly() {
    Dashboard dashboard = showing(chart).build();

    assertThat(dashboard.uid())
        .matches("ovms-[0-9a-f]{16}")
        .isEqualTo(showing(Programs.chart()).title("Other").build().uid())
        .isNotEqualTo(showing(Programs.chart()).name("other").build().uid());
    assertThat(dashboard.configMap()).isPresent();
    assertThat(dashboard.grafanaDashboard()).isEmpty();
  }

  private Dashboard.Builder showing(OvmsModelServer server) {
    return showing(chart, server);
  }

  private static Dashboard.Builder showing(Chart in) {
    return showing(in, Programs.server(in, "resnet").build());
  }

  private static Dashboard.Builder showing(Chart in, OvmsModelServer server) {
    ExistingAdapter adapter =
        Programs.existingAdapter(in, Programs.prometheus(in, server).build()).build();
    return Dashboard.Builder.create(in, "dashboard")
        .autoscaler(Programs.autoscaler(in, server, adapter).build());
  }

  private static List<String> titles(Dashboard dashboard) throws JsonProcessingException {
    List<String> titles = new ArrayList<>();
    for (JsonNode panel : JSON.readTree(dashboard.json()).get("panels")) {
      if (!panel.get("type").asText().equals("row")) {
        titles.add(panel.get("title").asText());
      }
    }
    return titles;
  }

  private static int right(JsonNode place) {
    return place.get("x").asInt() + place.get("w").asInt();
  }

  private static int bottom(JsonNode place) {
    return place.get("y").asInt() + place.get("h").asInt();
  }
}
