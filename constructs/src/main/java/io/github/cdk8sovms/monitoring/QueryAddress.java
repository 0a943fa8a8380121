package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an address tells about the one who answers there.
 *
 * @param uri with a host
 */
record QueryAddress(URI uri) {
  /**
   * Callers add /api/v1/query, so the address must end before it; others are endpoints for writes
   * or web pages.
   */
  private static final Pattern ENDPOINT =
      Pattern.compile(
          "/metrics/?"
              + "|(.*/)?api/v1(/.*)?"
              + "|(.*/)?(api/prom/push|insert/.*|vmui|remote_write)/?"
              + "|(.*/)?(graph|query|federate|receive|opentelemetry|otlp(/.*)?|loki)/?");

  /** The headless Service that the operator keeps in front of all Prometheus of a namespace. */
  private static final String OPERATED = "prometheus-operated";

  void check(Findings findings, PrometheusAccess access, boolean isNarrowed) {
    findings.require(
        !Urls.isOwnPod(uri.getHost()),
        FindingCode.INVALID_URL,
        "existing",
        quote(uri) + " is the pod that sends the query, and no Prometheus runs in it",
        "Write the address of its Service, such as \"http://prometheus.monitoring.svc:9090\".");
    checkAnswers(findings);
    findings.require(
        !StorePart.wantsNamespace(uri) || access.queryParameters().containsKey("namespace"),
        FindingCode.NO_ANSWERS,
        "access",
        quote(uri) + " answers only with the parameter namespace, for pods of that one",
        "Use ExistingPrometheus.openShift(), or ask by KEDA with"
            + " .access(PrometheusAccess.open().queryParameter(\"namespace\", \"serving\")).");
    checkOne(findings);
    CloudStore.of(uri).ifPresent(store -> store.check(findings, access, uri));
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
    boolean isKnownStore = CloudStore.of(uri).isPresent();
    findings.require(
        isKnownStore || !ENDPOINT.matcher(uri.getPath()).matches(),
        FindingCode.NO_QUERY_API,
        "existing",
        quote(uri) + " ends in a path of an API, to which /api/v1/query would be added",
        "Write what comes before /api/v1/query, as in \"https://mimir.example.com/prometheus\".");
    if (isKnownStore) {
      return;
    }
    Optional<String> other = StorePart.withoutQueries(uri);
    other.ifPresent(
        what ->
            findings.add(
                FindingCode.NO_ANSWERS,
                "existing",
                quote(uri) + " looks like " + what + "; that answers no queries",
                "Write the address of the Prometheus, or of the store that is written to."));
    if (other.isEmpty()) {
      StorePart.otherPath(uri)
          .ifPresent(
              path ->
                  findings.add(
                      FindingCode.NO_ANSWERS,
                      "existing",
                      quote(uri) + " looks like a store that answers queries below another path",
                      "Write \""
                          + uri.getScheme()
                          + "://"
                          + uri.getAuthority()
                          + path
                          + "\", if it is not set to another."));
    }
  }

  private void checkOne(Findings findings) {
    findings.require(
        !StorePart.service(uri).equals(OPERATED),
        FindingCode.SEVERAL_PROMETHEUS,
        "existing",
        quote(uri)
            + " is a Service before every Prometheus of its namespace and each of their replicas,"
            + " which have not the same series",
        "Write a Service of one Prometheus, such as \"http://prometheus-k8s.monitoring.svc:9090\", or"
            + " a Thanos that puts replicas together.");
  }

  private boolean isOutside() {
    return !Urls.isLocalService(uri.getHost()) && Urls.serviceNamespace(uri.getHost()).isEmpty();
  }
}
