package io.github.cdk8sovms.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses serve queries, and the requirements of each store. */
class QueryAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://mimir.example.com/prometheus, NOT_NARROWED",
    "https://prometheus.monitoring.svc:9090, UNKNOWN_AUTHORITY",
    "https://prometheus.monitoring.svc.cluster.local:9090, UNKNOWN_AUTHORITY",
    "http://prometheus.monitoring.svc:9090/api/v1, NO_QUERY_API",
    "http://prometheus.monitoring.svc:9090/api/v1/query, NO_QUERY_API",
    "http://prometheus.monitoring.svc:9090/graph, NO_QUERY_API",
    "http://mimir.monitoring.svc/api/v1/push, NO_QUERY_API",
    "http://p.monitoring.svc:9090/api/v1/write, NO_QUERY_API",
    "http://any.monitoring.svc:9093, NO_ANSWERS",
    "http://alertmanager-operated.monitoring.svc:80, NO_ANSWERS",
    "http://prometheus-agent.monitoring.svc:9090, NO_ANSWERS",
    "http://vminsert.monitoring.svc:8480, NO_ANSWERS",
    "http://mimir-distributor.mimir.svc:8080, NO_ANSWERS",
    "http://prometheus-operated.monitoring.svc:9090, SEVERAL_PROMETHEUS",
    "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws, IDENTITY",
    "https://ovms.westeurope.prometheus.monitor.azure.com, IDENTITY",
    "https://monitoring.googleapis.com/v1/projects/p/location/global/prometheus, IDENTITY",
    "https://aps-workspaces-fips.us-east-1.amazonaws.com/workspaces/ws-1, IDENTITY",
    "https://aps-workspaces.us-east-1.api.aws/workspaces/ws-1, IDENTITY",
    "https://vpce-0a1b.aps-workspaces.us-east-1.vpce.amazonaws.com/workspaces/ws-1, IDENTITY",
    "https://aps-workspaces.eu-west-1.amazonaws.com, NO_QUERY_API",
    "https://monitoring.googleapis.com/v1/projects/p, NO_QUERY_API",
    "https://prometheus-prod-24-prod-eu-west-2.grafana.net/api/prom, IDENTITY",
    "https://prometheus-prod-24-prod-eu-west-2.grafana.net/api/prom/push, NO_QUERY_API",
    "https://acme.chronosphere.io/data/metrics, IDENTITY",
    "https://acme.chronosphere.io, NO_QUERY_API",
    "https://api.eu2.coralogix.com/metrics, IDENTITY",
    "https://prometheus-api.newrelic.com, IDENTITY",
    "http://prometheus.monitoring.svc:9090/metrics, NO_QUERY_API",
    "http://vmsingle.vm.svc:8428/api/v1/import/prometheus, NO_QUERY_API",
    "http://vmauth.vm.svc:8427/insert/0/prometheus, NO_QUERY_API",
    "http://vmselect.vm.svc:8481, NO_ANSWERS",
    "http://vmselect.vm.svc:8481/select/0, NO_ANSWERS",
    "http://vmalert-main.vm.svc:8080, NO_ANSWERS",
    "http://thanos-ruler-operated.monitoring.svc:9090, NO_ANSWERS",
    "http://thanos-query.monitoring.svc:10901, NO_ANSWERS",
    "http://mimir-nginx.mimir.svc, NO_ANSWERS",
    "http://mimir-ruler.mimir.svc:8080/prometheus, NO_ANSWERS",
    "http://cortex-ingester.cortex.svc:8080/prometheus, NO_ANSWERS",
    "http://prometheus-blackbox-exporter.monitoring.svc:9115, NO_ANSWERS",
    "http://loki-gateway.loki.svc, NO_ANSWERS",
    "https://thanos-querier.openshift-monitoring.svc:9092, NO_ANSWERS",
    "http://localhost:9090, INVALID_URL",
    "http://127.0.0.1:9090, INVALID_URL",
    "'http://[::1]:9090', INVALID_URL",
  })
  void unsuitableAddressesAreReported(String url, FindingCode expected) {
    assertThat(codesAt(url)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://prometheus-k8s.monitoring.svc:9090",
        "http://prometheus.monitoring.svc:9090",
        "http://prometheus:9090",
        "http://thanos-query.monitoring.svc:9090",
        "http://vmselect.monitoring.svc:8481/select/0/prometheus",
        "http://mimir-query-frontend.mimir.svc:8080/prometheus",
        "http://frontend.gmp-public.svc:9090",
        "http://vmselect-main.vm.svc:8481/select/multitenant/prometheus/",
        "http://vmsingle.vm.svc:8428/prometheus",
        "http://cortex-nginx.cortex.svc/prometheus",
        "http://prometheus-k8s-0.prometheus-operated.monitoring.svc:9090"
      })
  void usualAddressesAreAccepted(String url) {
    assertThat(codesAt(url)).isEmpty();
  }

  /** These stores use paths that are otherwise those of exporters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.chronosphere.io/data/metrics",
        "https://api.eu2.coralogix.com/metrics",
        "https://prometheus-prod-24-prod-eu-west-2.grafana.net/api/prom"
      })
  void storesOfProvidersRequireCredentials(String url) {
    assertThat(
            Reported.codesBy(
                findings ->
                    new QueryAddress(URI.create(url))
                        .check(findings, PrometheusAccess.open().bearerToken("token"), true)))
        .isEmpty();
  }

  private static List<FindingCode> codesAt(String url) {
    List<FindingCode> errors = Reported.codesBuilding(at(url)::build);
    if (!errors.isEmpty()) {
      return errors;
    }
    return at(url).build().findings().stream().map(Finding::code).toList();
  }

  private static ExistingPrometheus.Builder at(String url) {
    return ExistingPrometheus.Builder.create(Programs.chart(), "prometheus")
        .namespace("monitoring")
        .url(url);
  }
}
