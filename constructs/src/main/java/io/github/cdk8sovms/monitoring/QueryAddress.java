package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates the URL of a query endpoint.
 *
 * @param uri with a host
 */
record QueryAddress(URI uri) {
  /**
   * Clients append /api/v1/query, so the URL must not contain it; the others are endpoints for
   * writes or web pages.
   */
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "/metrics/?"
              + "|(.*/)?api/v1(/.*)?"
              + "|(.*/)?(api/prom/push|insert/.*|vmui|remote_write)/?"
              + "|(.*/)?(graph|query|federate|receive|opentelemetry|otlp(/.*)?|loki)/?");

  /** The operator's headless Service for all Prometheus of a namespace. */
  private static final String OPERATED = "prometheus-operated";

  void check(Findings findings, PrometheusAccess access, boolean isNarrowed) {
    findings.require(
        !Urls.isOwnPod(uri.getHost()),
        FindingCode.INVALID_URL,
        "url",
        quote(uri) + " is the pod that sends the query, which runs no Prometheus",
        "Set the address of its Service, such as \"http://prometheus.monitoring.svc:9090\".");
    checkAnswers(findings);
    findings.require(
        !StorePart.requiresNamespace(uri) || access.queryParameters().containsKey("namespace"),
        FindingCode.NO_ANSWERS,
        "access",
        quote(uri) + " requires the parameter namespace, and returns only its pods",
        "Use .openShift(), or query it from KEDA with"
            + " .access(PrometheusAccess.open().queryParameter(\"namespace\", \"serving\")).");
    checkOne(findings);
    CloudStore.of(uri).ifPresent(store -> store.check(findings, access, uri));
    findings.require(
        !isOutside() || isNarrowed || access.maySelectTenant(),
        FindingCode.NOT_NARROWED,
        "url",
        quote(uri)
            + " is outside of the cluster and may have series of other clusters, whose pods of the"
            + " same namespace and name would be counted, too",
        "Set a common label of this cluster's series, .matcher(\"cluster\", \"prod\"), or their"
            + " tenant: .access(PrometheusAccess.open().header(\"X-Scope-OrgID\", \"prod\")).");
    findings.require(
        !"https".equals(uri.getScheme()) || isOutside() || access.hasCa(),
        FindingCode.UNKNOWN_AUTHORITY,
        "access",
        quote(uri)
            + " is a name inside the cluster, for which no public CA signs a certificate, and no"
            + " private CA is configured",
        "Add .access(PrometheusAccess.open().ca(secret)), or .caConfigMap(..) if the platform"
            + " provides it in a ConfigMap.");
  }

  private void checkAnswers(Findings findings) {
    boolean isKnownStore = CloudStore.of(uri).isPresent();
    findings.require(
        isKnownStore || !ENDPOINT.matcher(uri.getPath()).matches(),
        FindingCode.NO_QUERY_API,
        "url",
        quote(uri) + " ends in an API path, to which /api/v1/query would be appended",
        "Set the part before /api/v1/query, such as \"https://mimir.example.com/prometheus\".");
    if (isKnownStore) {
      return;
    }
    Optional<String> other = StorePart.withoutQueries(uri);
    other.ifPresent(
        what ->
            findings.add(
                FindingCode.NO_ANSWERS,
                "url",
                quote(uri) + " looks like " + what + "; it does not serve queries",
                "Set the address of the Prometheus, or of the store that receives its samples."));
    if (other.isEmpty()) {
      StorePart.otherPath(uri)
          .ifPresent(
              path ->
                  findings.add(
                      FindingCode.NO_ANSWERS,
                      "url",
                      quote(uri) + " looks like a store that serves queries below another path",
                      "Set \""
                          + uri.getScheme()
                          + "://"
                          + uri.getAuthority()
                          + path
                          + "\", unless the store is configured with another path."));
    }
  }

  private void checkOne(Findings findings) {
    findings.require(
        !StorePart.service(uri).equals(OPERATED),
        FindingCode.SEVERAL_PROMETHEUS,
        "url",
        quote(uri)
            + " is a Service for every Prometheus of its namespace and each of their replicas,"
            + " which have different series",
        "Set a Service of one Prometheus, such as \"http://prometheus-k8s.monitoring.svc:9090\", or"
            + " a Thanos that deduplicates replicas.");
  }

  private boolean isOutside() {
    return !Urls.isLocalService(uri.getHost()) && Urls.serviceNamespace(uri.getHost()).isEmpty();
  }
}
