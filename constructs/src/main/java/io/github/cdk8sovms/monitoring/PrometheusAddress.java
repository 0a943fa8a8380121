package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a Prometheus that is there already answers.
 *
 * @param url its address, as it was given
 */
record PrometheusAddress(String url) {
  /** The address of none. */
  static final PrometheusAddress NONE = new PrometheusAddress("");

  void check(Findings findings) {
    Urls.checkHttp(findings, "existing", url, "http://prometheus.monitoring.svc:9090");
  }

  /** The servers let in the namespace of whatever reads their metrics, so it must be known. */
  void checkReader(Findings findings, ScrapedServers servers) {
    findings.require(
        !isOutside() || !servers.isAnyIsolated(),
        FindingCode.MISSING,
        "namespace",
        quote(url)
            + " is outside the cluster, and the network of the servers is closed to whatever reads"
            + " their metrics for it",
        "Add .namespace(\"monitoring\"), the namespace of what scrapes the pods.");
  }

  /** The namespace of its Service, if it is in the cluster and says so. */
  Optional<String> namespace() {
    return host().flatMap(Urls::serviceNamespace);
  }

  /** Whether it is known to be no Service of the cluster. */
  private boolean isOutside() {
    return host().isPresent() && !Urls.isLocalService(host().get()) && namespace().isEmpty();
  }

  private Optional<String> host() {
    try {
      return Optional.ofNullable(new URI(url).getHost());
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
