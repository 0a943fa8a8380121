package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Urls;
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
    Urls.checkHttp(findings, "existing", url);
  }

  /** The namespace of its Service, if it is in the cluster and says so. */
  Optional<String> namespace() {
    return host().flatMap(Urls::serviceNamespace);
  }

  /** Whether it is known to be no Service of the cluster. */
  boolean isOutside() {
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
