package io.github.cdk8sovms.cli.doctor;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Prometheus behind a Service of the cluster.
 *
 * @param path the prefix of its URLs; empty for none
 * @param isOfCluster whether the host is certainly in the cluster; one with two labels may be any
 */
record PrometheusAddress(
    String scheme, String namespace, String service, int port, String path, boolean isOfCluster) {
  /** The name of a Service, or of a pod of a headless one; other clusters have other suffixes. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9-]+\\.(?=[a-z0-9-]+\\.[a-z0-9-]+\\.svc))?"
              + "([a-z0-9-]+)(?:\\.([a-z0-9-]+)(\\.svc(?:\\.(?!clusterset\\.local).+)?)?)?\\.?");

  /**
   * Returns the Service in a URL.
   *
   * @param namespace of the client, for names without one
   * @return empty if it is not in the cluster
   */
  static Optional<PrometheusAddress> of(String url, String namespace) {
    try {
      URI uri = URI.create(url);
      String host = uri.getHost() == null ? "" : uri.getHost();
      Matcher parts = HOST.matcher(host);
      if (!parts.matches() || host.equals("localhost")) {
        return Optional.empty();
      }
      boolean secure = "https".equals(uri.getScheme());
      int port = uri.getPort() > 0 ? uri.getPort() : (secure ? 443 : 80);
      String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
      return Optional.of(
          new PrometheusAddress(
              secure ? "https" : "http",
              parts.group(2) == null ? namespace : parts.group(2),
              parts.group(1),
              port,
              path,
              parts.group(2) == null || parts.group(3) != null));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the path of the API server's proxy for a request. */
  String proxied(String request) {
    return "/api/v1/namespaces/%s/services/%s:%s:%d/proxy%s%s"
        .formatted(namespace, scheme, service, port, path, request);
  }

  String object() {
    return "/api/v1/namespaces/" + namespace + "/services/" + service;
  }

  @Override
  public String toString() {
    return "Service %s/%s, port %d".formatted(namespace, service, port);
  }
}
