package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The address of an existing Alertmanager.
 *
 * @param url as configured
 */
record AlertmanagerAddress(String url) {
  private static final Pattern API = Pattern.compile("(.*/)?(api/v[12](/.*)?|-/(healthy|ready))/?");

  void check(Findings findings, boolean byOperator) {
    Urls.checkHttp(findings, "alertmanager", url, "http://alertmanager.monitoring.svc:9093");
    findings.require(
        !Urls.isHttp(url) || !Urls.isOwnPod(uri().getHost()),
        FindingCode.INVALID_URL,
        "alertmanager",
        quote(url) + " is the pod of Prometheus itself, which runs no Alertmanager",
        "Set the address of its Service, such as \"http://alertmanager.monitoring.svc:9093\".");
    findings.require(
        !Urls.isHttp(url) || !API.matcher(uri().getPath()).matches(),
        FindingCode.NO_QUERY_API,
        "alertmanager",
        quote(url) + " ends in an API path, to which /api/v2/alerts would be appended",
        "Set the part before it, such as \"http://alertmanager.monitoring.svc:9093\".");
    if (byOperator && Urls.isHttp(url)) {
      findings.require(
          isService() && uri().getPort() > 0,
          FindingCode.ALERTMANAGER,
          "alertmanager",
          quote(url)
              + " is not supported by the Prometheus Operator, which sends alerts to the pods of a"
              + " Service, on the port that they listen on",
          "Set an address such as \"http://alertmanager.monitoring.svc:9093\".");
    }
  }

  /** Returns the connections to it. */
  Traffic traffic() {
    return Traffic.to(uri());
  }

  /** Returns its entry in prometheus.yml. */
  Map<String, Object> toConfig() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("scheme", uri().getScheme());
    putPath(config, "path_prefix");
    config.put(
        "static_configs", List.of(Map.of("targets", List.of(uri().getHost() + ":" + port()))));
    return config;
  }

  /**
   * Returns its entry in a Prometheus object of the operator.
   *
   * @param ownNamespace the namespace of a Service whose name has none
   */
  Map<String, Object> toSpec(String ownNamespace) {
    String host = uri().getHost();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("namespace", Urls.serviceNamespace(host).orElse(ownNamespace));
    spec.put("name", Urls.serviceName(host));
    spec.put("port", uri().getPort());
    spec.put("scheme", uri().getScheme());
    putPath(spec, "pathPrefix");
    return spec;
  }

  private void putPath(Map<String, Object> config, String key) {
    String path = uri().getRawPath();
    if (!path.isEmpty() && !path.equals("/")) {
      config.put(key, path);
    }
  }

  private int port() {
    return uri().getPort() > 0 ? uri().getPort() : uri().getScheme().equals("https") ? 443 : 80;
  }

  private boolean isService() {
    String host = uri().getHost();
    return Urls.serviceNamespace(host).isPresent() || Urls.isLocalService(host);
  }

  private URI uri() {
    return URI.create(url);
  }
}
