package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Stores of clouds that answer only who proves an identity of that cloud in each request. */
enum CloudStore {
  AMAZON(
      "aps-workspaces\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?",
      "Amazon Managed Service for Prometheus takes only requests with a signature (SigV4)",
      PodIdentity.Provider.AWS,
      ".podIdentity(PodIdentity.aws(\"eu-central-1\"))"),
  AZURE(
      ".+\\.prometheus\\.monitor\\.azure\\.(com|us|cn)",
      "Azure Monitor takes only tokens of Microsoft Entra, which end within hours",
      PodIdentity.Provider.AZURE,
      ".podIdentity(PodIdentity.azureWorkload())"),
  GOOGLE(
      "monitoring\\.googleapis\\.com",
      "Google's API takes only access tokens of Google, which end within an hour",
      PodIdentity.Provider.GOOGLE,
      ".podIdentity(PodIdentity.gcp())");

  private final Pattern host;
  private final String rule;
  private final PodIdentity.Provider provider;
  private final String fix;

  CloudStore(String host, String rule, PodIdentity.Provider provider, String fix) {
    this.host = Pattern.compile(host);
    this.rule = rule;
    this.provider = provider;
    this.fix = fix;
  }

  /** The cloud whose store is at an address. */
  static Optional<CloudStore> of(URI uri) {
    String name = uri.getHost().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(store -> store.host.matcher(name).matches()).findFirst();
  }

  void check(Findings findings, PrometheusAccess access, String url) {
    findings.require(
        access.podIdentity().map(PodIdentity::provider).equals(Optional.of(provider)),
        FindingCode.IDENTITY,
        "access",
        quote(url) + ": " + rule,
        "Ask it by KEDA with .access(PrometheusAccess.open()"
            + fix
            + "), or by a proxy in the cluster that adds the identity.");
  }
}
