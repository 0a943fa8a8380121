package io.github.cdk8sovms.monitoring;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A component of a metrics store, recognized by the name of its Service, its port or its path.
 *
 * @param named matches a part of the name
 * @param what the component, for "looks like …" in reports
 */
record StorePart(Pattern named, String what) {
  private static final String WRITE_PATH = "the write path of a store";
  private static final String STORES_NO_SERIES = "an agent, which stores no series";
  private static final String RULES = "a ruler, which serves only its rules";
  private static final String GRPC = "a Thanos component that serves only gRPC";
  private static final String INSIDE =
      "an internal component of a store, which accepts no queries from clients";

  private static final List<StorePart> WITHOUT_QUERIES =
      List.of(
          of("alertmanager", "an Alertmanager"),
          of("grafana(?!-agent)", "a Grafana"),
          of("pushgateway", "a Pushgateway"),
          of("exporter|kube-state-metrics|metrics-server", "an exporter"),
          of("prometheus-adapter", "an adapter, which itself queries a Prometheus"),
          of("prometheus-operator", "the operator of Prometheus"),
          of("prom(etheus)?-agent|grafana-agent|vmagent", STORES_NO_SERIES),
          of("alloy|otel-collector|opentelemetry-collector", "a collector, which stores no series"),
          of("vminsert|distributor|thanos-receive|remote-write", WRITE_PATH),
          of("thanos-rule|vmalert|(mimir|cortex).*ruler", RULES),
          of("thanos-sidecar|thanos-store", GRPC),
          of(
              "thanos-compact|thanos-bucket|vmstorage"
                  + "|(mimir|cortex).*(ingester|store-gateway|compactor|scheduler)",
              INSIDE),
          of("loki|tempo(-|$)", "a store of logs or traces"));

  private static final List<Integer> ALERTMANAGER_PORTS = List.of(9093, 9094);
  private static final int THANOS_GRPC = 10901;

  private static StorePart of(String named, String what) {
    return new StorePart(Pattern.compile(named), what);
  }

  /** Returns the component at an address that serves no queries, if it is recognized. */
  static Optional<String> withoutQueries(URI uri) {
    String name = service(uri);
    boolean isOpenShift = name.equals("thanos-querier");
    if (ALERTMANAGER_PORTS.contains(uri.getPort())) {
      return Optional.of(
          isOpenShift ? "the port of OpenShift's querier for rules or metrics" : "an Alertmanager");
    }
    if (uri.getPort() == THANOS_GRPC) {
      return Optional.of(GRPC);
    }
    return WITHOUT_QUERIES.stream()
        .filter(part -> part.named.matcher(name).find())
        .map(StorePart::what)
        .findFirst();
  }

  /** Returns the query path of a store, if the address has another one. */
  static Optional<String> otherPath(URI uri) {
    String name = service(uri);
    String path = uri.getPath();
    if (name.contains("vmselect") && !path.matches("/select/[^/]+/prometheus/?")) {
      return Optional.of("/select/0/prometheus");
    }
    return name.matches("(.*-)?(mimir|cortex)(-.*)?") && path.matches("/?")
        ? Optional.of("/prometheus")
        : Optional.empty();
  }

  /** Returns whether it is OpenShift's port for queries of one namespace, a required parameter. */
  static boolean requiresNamespace(URI uri) {
    return service(uri).equals("thanos-querier") && uri.getPort() == 9092;
  }

  /** Returns the first part of the host, which is the name of a Service in the cluster. */
  static String service(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT).split("[.]", 2)[0];
  }
}
