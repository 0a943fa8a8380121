package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an address tells about the one who answers there.
 *
 * @param uri with a host
 */
record QueryAddress(URI uri) {
  /** Callers add /api/v1/query, so the address must end before it; others are paths for writing. */
  private static final Pattern ENDPOINT =
      Pattern.compile(
          ".*/(api/v1(/(query|query_range|series|labels|targets|write|push|receive|import))?"
              + "|graph|query|federate|metrics|receive|opentelemetry|otlp|loki)/?");

  /** Parts of names of Services that answer no queries, with what they are. */
  private static final List<NoQueries> NO_QUERIES =
      List.of(
          new NoQueries("alertmanager", "an Alertmanager"),
          new NoQueries("grafana", "a Grafana"),
          new NoQueries("pushgateway", "a Pushgateway"),
          new NoQueries("node-exporter", "an exporter"),
          new NoQueries("kube-state-metrics", "an exporter"),
          new NoQueries("prometheus-adapter", "an adapter, which asks a Prometheus itself"),
          new NoQueries("prometheus-operator", "the operator of Prometheus"),
          new NoQueries("prometheus-agent", "an agent, which keeps no series"),
          new NoQueries("prom-agent", "an agent, which keeps no series"),
          new NoQueries("grafana-agent", "an agent, which keeps no series"),
          new NoQueries("alloy", "a collector, which keeps no series"),
          new NoQueries("otel-collector", "a collector, which keeps no series"),
          new NoQueries("opentelemetry-collector", "a collector, which keeps no series"),
          new NoQueries("vmagent", "an agent, which keeps no series"),
          new NoQueries("vminsert", "the half of a store that is written to"),
          new NoQueries("distributor", "the half of a store that is written to"),
          new NoQueries("thanos-receive", "the half of a store that is written to"),
          new NoQueries("remote-write", "the half of a store that is written to"),
          new NoQueries("thanos-sidecar", "a part of Thanos that answers over gRPC only"),
          new NoQueries("thanos-store", "a part of Thanos that answers over gRPC only"));

  /** Ports that belong to something else. */
  private static final List<Integer> ALERTMANAGER_PORTS = List.of(9093, 9094);

  /** The headless Service that the operator keeps in front of all Prometheus of a namespace. */
  private static final String OPERATED = "prometheus-operated";

  private record NoQueries(String part, String what) {}

  void check(Findings findings, PrometheusAccess access, boolean isNarrowed) {
    checkAnswers(findings);
    checkOne(findings);
    CloudStore.of(uri).ifPresent(store -> store.check(findings, access, uri.toString()));
    findings.require(
        !isOutside() || isNarrowed || access.narrows(),
        FindingCode.NOT_NARROWED,
        "existing",
        quote(uri)
            + " is outside of the cluster and may have series of others, of which pods of the same"
            + " namespace and name would be counted, too",
        "Say what this cluster's series have in common: .existing(ExistingPrometheus.at(url)"
            + ".matcher(\"cluster\", \"prod\")), or whose they are:"
            + " .access(PrometheusAccess.open().header(\"X-Scope-OrgID\", \"prod\")).");
    findings.require(
        !"https".equals(uri.getScheme()) || isOutside() || access.verifies(),
        FindingCode.UNKNOWN_AUTHORITY,
        "access",
        quote(uri)
            + " is a name of the cluster, for which no public authority signs a certificate, and it"
            + " is not said which one does",
        "Add .access(PrometheusAccess.open().ca(secret)), or .caConfigMap(..) where the platform"
            + " keeps it in one.");
  }

  private void checkAnswers(Findings findings) {
    findings.require(
        !ENDPOINT.matcher(uri.getPath()).matches(),
        FindingCode.NO_QUERY_API,
        "existing",
        quote(uri) + " ends in a path of an API, to which /api/v1/query would be added",
        "Write what comes before /api/v1/query, as in \"https://mimir.example.com/prometheus\".");
    String name = service();
    Optional<String> other =
        ALERTMANAGER_PORTS.contains(uri.getPort())
            ? Optional.of("an Alertmanager")
            : NO_QUERIES.stream()
                .filter(each -> name.contains(each.part()))
                .findFirst()
                .map(NoQueries::what);
    other.ifPresent(
        what ->
            findings.add(
                FindingCode.NO_ANSWERS,
                "existing",
                quote(uri) + " looks like " + what + "; that answers no queries",
                "Write the address of the Prometheus, or of the store that is written to."));
  }

  private void checkOne(Findings findings) {
    findings.require(
        !service().equals(OPERATED),
        FindingCode.SEVERAL_PROMETHEUS,
        "existing",
        quote(uri)
            + " is a Service before every Prometheus of its namespace and each of their replicas,"
            + " which have not the same series",
        "Write a Service of one Prometheus, such as \"http://prometheus-k8s.monitoring.svc:9090\", or"
            + " a Thanos that puts replicas together.");
  }

  /** The first part of the host, which is the name of a Service in the cluster. */
  private String service() {
    return uri.getHost().toLowerCase(Locale.ROOT).split("[.]", 2)[0];
  }

  private boolean isOutside() {
    return !Urls.isLocalService(uri.getHost()) && Urls.serviceNamespace(uri.getHost()).isEmpty();
  }
}
