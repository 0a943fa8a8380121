package io.github.cdk8sovms.acceptance.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.network.Network;
import io.github.cdk8sovms.acceptance.network.Network.Endpoint;
import io.github.cdk8sovms.acceptance.network.Network.Host;
import io.github.cdk8sovms.acceptance.network.Network.Pod;
import io.github.cdk8sovms.acceptance.network.Network.Port;
import io.github.cdk8sovms.kit.Dashboards;
import io.github.cdk8sovms.kit.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The emitted Grafana finds its data source and its dashboards, and reaches nothing else. */
class GrafanaTest {
  private static final Pod CLIENT = new Pod("ingress", Map.of());
  private static final Pod STRANGER = new Pod("elsewhere", Map.of());
  private static final Pod DNS = new Pod("kube-system", Map.of());
  private static final Host INTERNET = new Host("203.0.113.7");
  private static final int HTTP = 3000;

  @Test
  void itReachesPrometheusAndNothingElse() {
    List<Manifest> objects = Manifest.of(Cases.all().get("grafana"));
    Pod grafana = Network.podOf(objects, "Deployment", "grafana");
    Pod prometheus = Network.podOf(objects, "StatefulSet", "prometheus");
    Pod server = Network.podOf(objects, "Deployment", "resnet");

    assertThat(hops(objects, grafana, Map.of("prometheus", prometheus, "server", server)))
        .containsExactlyInAnyOrder(
            "grafana > dns UDP/53", "grafana > dns TCP/53", "grafana > prometheus TCP/9090");
  }

  @Test
  void onlyItsClientsReachIt() {
    List<Manifest> objects = Manifest.of(Cases.all().get("grafana-every-option"));
    Pod grafana = Network.podOf(objects, "Deployment", "board");
    Network network = Network.of(objects);

    assertThat(network.lets(CLIENT, grafana, new Port("TCP", HTTP))).isTrue();
    assertThat(network.lets(CLIENT, grafana, new Port("TCP", 9090))).isFalse();
    assertThat(network.lets(STRANGER, grafana, new Port("TCP", HTTP))).isFalse();
    assertThat(network.lets(INTERNET, grafana, new Port("TCP", HTTP))).isFalse();
    Pod prometheus = new Pod("monitoring", Map.of());
    assertThat(network.lets(grafana, prometheus, new Port("TCP", 9090))).isTrue();
    assertThat(network.lets(grafana, INTERNET, new Port("TCP", 443))).isFalse();
  }

  /** What Grafana's window of rates follows from; without it, it takes 15 seconds. */
  @Test
  void dataSourceAndQueriesKnowTheTimeBetweenTwoScrapes() {
    List<Manifest> objects = Manifest.of(Cases.all().get("grafana"));

    assertThat(datasource(objects, "grafana").at("/jsonData/timeInterval").asText())
        .isEqualTo("5s");
    assertThat(Dashboards.panels(Dashboards.of("dashboard-every-option/shop")))
        .flatExtracting(panel -> panel.get("targets").findValuesAsText("interval"))
        .isNotEmpty()
        .containsOnly("30s");
  }

  /** Grafana replaces what follows a lone dollar by a variable of its environment. */
  @Test
  void aDollarReachesGrafanaAsOne() {
    List<Manifest> objects = Manifest.of(Cases.all().get("grafana-every-option"));
    JsonNode datasource = datasource(objects, "board");

    assertThat(datasource.get("url").asText())
        .isEqualTo("https://prometheus.monitoring.svc:9090/a$$b");
    assertThat(providers(objects, "board").at("/0/folder").asText()).isEqualTo("Earning $$");
    assertThat(datasource.get("secureJsonData"))
        .allSatisfy(
            value -> assertThat(value.asText()).containsPattern("(^|[^$])\\$__file\\{/etc"));
  }

  /** Every file that is referred to is in a directory that is mounted from the right object. */
  @Test
  void everythingThatIsReadIsMounted() {
    for (String name : List.of("grafana", "grafana-every-option", "grafana-with-password")) {
      List<Manifest> objects = Manifest.of(Cases.all().get(name));
      String grafana = name.equals("grafana-every-option") ? "board" : "grafana";
      JsonNode pod = Manifest.find(objects, "Deployment", grafana).tree().at("/spec/template/spec");
      Map<String, String> sources = sourcesByDirectory(pod);

      JsonNode secrets = datasource(objects, grafana).path("secureJsonData");
      secrets.forEach(
          value -> {
            String file = value.asText().replaceAll(".*\\{|}", "");
            assertThat(sources).containsKey(file.substring(0, file.lastIndexOf('/')));
          });
      JsonNode providers = providers(objects, grafana);
      assertThat(providers).isNotEmpty();
      providers.forEach(
          provider -> {
            String dashboard = sources.get(provider.at("/options/path").asText());
            Manifest object = Manifest.find(objects, "ConfigMap", dashboard);
            assertThat(object.namespace())
                .isEqualTo(Manifest.find(objects, "Deployment", grafana).namespace());
            assertThat(object.tree().get("data").fieldNames().next()).endsWith(".json");
          });
      pod.at("/containers/0/env")
          .forEach(
              variable -> {
                if (variable.get("name").asText().endsWith("__FILE")) {
                  String file = variable.get("value").asText();
                  assertThat(sources.get(file.substring(0, file.lastIndexOf('/'))))
                      .isEqualTo("grafana-admin");
                }
              });
    }
  }

  private static Map<String, String> sourcesByDirectory(JsonNode pod) {
    Map<String, String> sources = new LinkedHashMap<>();
    pod.at("/containers/0/volumeMounts")
        .forEach(
            mount ->
                pod.get("volumes")
                    .forEach(
                        volume -> {
                          if (volume.get("name").equals(mount.get("name"))) {
                            String source =
                                volume.at("/configMap/name").asText()
                                    + volume.at("/secret/secretName").asText();
                            sources.put(mount.get("mountPath").asText(), source);
                          }
                        }));
    return sources;
  }

  private static JsonNode datasource(List<Manifest> objects, String grafana) {
    return file(objects, grafana + "-datasources", "prometheus.yaml").at("/datasources/0");
  }

  private static JsonNode providers(List<Manifest> objects, String grafana) {
    return file(objects, grafana + "-dashboards", "providers.yaml").get("providers");
  }

  private static JsonNode file(List<Manifest> objects, String configMap, String key) {
    return Manifest.parse(
        Manifest.find(objects, "ConfigMap", configMap).tree().get("data").get(key).asText());
  }

  private static List<String> hops(
      List<Manifest> objects, Pod grafana, Map<String, Endpoint> components) {
    Map<String, Endpoint> others = new LinkedHashMap<>(components);
    others.put("client", CLIENT);
    others.put("stranger", STRANGER);
    others.put("dns", DNS);
    others.put("internet", INTERNET);
    Network network = Network.of(objects);
    List<String> hops = new ArrayList<>();
    others.forEach(
        (name, other) ->
            IntStream.of(53, 80, 443, HTTP, 6443, 8080, 8081, 9090)
                .forEach(
                    number ->
                        List.of("UDP", "TCP")
                            .forEach(
                                protocol -> {
                                  Port port = new Port(protocol, number);
                                  String text = " %s/%d".formatted(protocol, number);
                                  if (network.lets(grafana, other, port)) {
                                    hops.add("grafana > " + name + text);
                                  }
                                  if (network.lets(other, grafana, port)) {
                                    hops.add(name + " > grafana" + text);
                                  }
                                })));
    return hops;
  }
}
