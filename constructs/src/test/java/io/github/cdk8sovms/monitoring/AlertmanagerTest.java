package io.github.cdk8sovms.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.serving.OvmsModelServer;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Alertmanager of Prometheus, and the NetworkPolicy that allows access to it. */
class AlertmanagerTest {
  private final Chart chart = Programs.chart();
  private final OvmsModelServer resnet = Programs.server(chart, "resnet").build();

  @ParameterizedTest
  @CsvSource({
    "http://alertmanager.alerting.svc:9093, http, alertmanager.alerting.svc:9093, ''",
    "https://alerts.example.com/prefix, https, alerts.example.com:443, /prefix",
    "http://alertmanager/, http, alertmanager:80, ''"
  })
  void withoutOperatorItsAddressIsInTheConfiguration(
      String url, String scheme, String target, String prefix) {
    Programs.prometheus(chart, resnet).alertmanager(url).build();

    JsonNode alertmanager =
        Synthesized.parse(
                Synthesized.of(chart).all("ConfigMap").stream()
                    .map(object -> object.at("/data/prometheus.yml").asText())
                    .filter(file -> !file.isEmpty())
                    .findFirst()
                    .orElseThrow())
            .at("/alerting/alertmanagers/0");
    assertThat(alertmanager.get("scheme").asText()).isEqualTo(scheme);
    assertThat(alertmanager.at("/static_configs/0/targets/0").asText()).isEqualTo(target);
    assertThat(alertmanager.path("path_prefix").asText()).isEqualTo(prefix);
  }

  @ParameterizedTest
  @CsvSource({
    "http://alertmanager.alerting.svc.cluster.local:9093, alerting, alertmanager",
    "http://alertmanager:9093, monitoring, alertmanager",
    "http://alertmanager-main-0.alertmanager-operated.alerting.svc:9093, alerting,"
        + " alertmanager-operated"
  })
  void withTheOperatorItsServiceIsInThePrometheus(String url, String namespace, String service) {
    Programs.operatorPrometheus(chart, resnet).alertmanager(url).build();

    JsonNode alertmanager =
        Synthesized.of(chart).the("Prometheus").at("/spec/alerting/alertmanagers/0");
    assertThat(alertmanager.get("namespace").asText()).isEqualTo(namespace);
    assertThat(alertmanager.get("name").asText()).isEqualTo(service);
    assertThat(alertmanager.get("port").asInt()).isEqualTo(9093);
  }

  @Test
  void egressToAlertmanagerAndDnsIsAllowed() {
    Programs.prometheus(chart, resnet)
        .alertmanager("http://alertmanager.alerting.svc:9093")
        .build();

    assertThat(egress()).contains("alerting", "\"port\":53");
  }

  @Test
  void withoutAlertmanagerThereIsNoFurtherEgress() {
    Programs.prometheus(chart, resnet).build();

    assertThat(egress()).doesNotContain("alerting", "\"port\":53");
  }

  private String egress() {
    return Synthesized.of(chart).all("NetworkPolicy").stream()
        .filter(object -> object.at("/metadata/name").asText().equals("prometheus"))
        .findFirst()
        .orElseThrow()
        .at("/spec/egress")
        .toString();
  }
}
