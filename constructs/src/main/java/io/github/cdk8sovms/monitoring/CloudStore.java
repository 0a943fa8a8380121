package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metrics stores of cloud providers, which require a cloud identity or credentials, and serve
 * queries below one path only.
 */
enum CloudStore {
  /**
   * @see <a href="https://docs.aws.amazon.com/general/latest/gr/prometheus-service.html">Endpoints
   *     of Amazon Managed Service for Prometheus</a>
   */
  AMAZON(
      "(.+\\.)?aps-workspaces(-fips)?\\.[a-z0-9-]+(\\.vpce)?"
          + "\\.(amazonaws\\.com(\\.cn)?|api\\.aws|api\\.amazonwebservices\\.com\\.cn)",
      "/workspaces/[^/]+",
      "/workspaces/ws-…",
      "Amazon Managed Service for Prometheus requires requests with a signature (SigV4)",
      PodIdentity.Provider.AWS,
      ".podIdentity(PodIdentity.aws(\"eu-central-1\"))"),
  AZURE(
      ".+\\.prometheus\\.monitor\\.azure\\.(com|us|cn)",
      "",
      "",
      "Azure Monitor requires Microsoft Entra tokens, which expire within hours",
      PodIdentity.Provider.AZURE,
      ".podIdentity(PodIdentity.azureWorkload())"),
  GOOGLE(
      "monitoring(\\.[a-z0-9-]+\\.rep)?\\.googleapis\\.com",
      "/v1/projects/[^/]+/location/global/prometheus",
      "/v1/projects/PROJECT/location/global/prometheus",
      "Google's API requires Google access tokens, which expire within an hour",
      PodIdentity.Provider.GOOGLE,
      ".podIdentity(PodIdentity.gcp())"),
  GRAFANA(
      "prometheus-.+\\.grafana\\.net",
      "/api/prom",
      "/api/prom",
      "Grafana Cloud requires a user and a token",
      null,
      ".authorization(\"prometheus-authorization\")"),
  CHRONOSPHERE(
      ".+\\.chronosphere\\.io",
      "/data/metrics",
      "/data/metrics",
      "Chronosphere requires a token",
      null,
      ".bearerToken(\"prometheus-token\")"),
  CORALOGIX(
      "api\\.(.+\\.)?coralogix\\.(com|in)",
      "/metrics",
      "/metrics",
      "Coralogix requires an API key",
      null,
      ".bearerToken(\"prometheus-token\")"),
  NEW_RELIC(
      "prometheus-api\\.(.+\\.)?newrelic\\.com",
      "",
      "",
      "New Relic requires an API key",
      null,
      ".bearerToken(\"prometheus-token\")");

  private final Pattern host;
  private final Pattern path;
  private final String pathText;
  private final String rule;
  private final PodIdentity.@Nullable Provider provider;
  private final String fix;

  CloudStore(
      String host,
      String path,
      String pathText,
      String rule,
      PodIdentity.@Nullable Provider provider,
      String fix) {
    this.host = Pattern.compile(host);
    this.path = Pattern.compile(path + "/?");
    this.pathText = pathText;
    this.rule = rule;
    this.provider = provider;
    this.fix = fix;
  }

  /** Returns the store at an address, if it is one of these. */
  static Optional<CloudStore> of(URI uri) {
    String name = uri.getHost().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(store -> store.host.matcher(name).matches()).findFirst();
  }

  void check(Findings findings, PrometheusAccess access, URI uri) {
    findings.require(
        path.matcher(uri.getPath()).matches(),
        FindingCode.NO_QUERY_API,
        "url",
        quote(uri) + " is not the query path of this store",
        "Set \"https://" + uri.getHost() + pathText + "\".");
    findings.require(
        hasCredentials(access),
        FindingCode.IDENTITY,
        "access",
        quote(uri) + ": " + rule,
        provider == null
            ? "Add .access(PrometheusAccess.open()" + fix + ")."
            : "Query it from KEDA with .access(PrometheusAccess.open()"
                + fix
                + "), or through a proxy in the cluster that adds the identity.");
  }

  private boolean hasCredentials(PrometheusAccess access) {
    return provider == null
        ? access.hasCredentials()
        : access.podIdentity().map(PodIdentity::provider).equals(Optional.of(provider));
  }
}
