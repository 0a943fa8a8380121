package io.github.cdk8sovms.cli.doctor;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Prometheus behind a Service of the cluster.
 *
 * @param path what its addresses begin with; empty if nothing
 * @param isOfCluster whether the address says that it is one of the cluster's; a host of two labels
 *     may be any
 */
record PrometheusAddress(
    String scheme, String namespace, String service, int port, String path, boolean isOfCluster) {
  /** Of a Service, or of a pod of one without an address; names of other clusters end otherwise. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9-]+\\.(?=[a-z0-9-]+\\.[a-z0-9-]+\\.svc))?"
              + "([a-z0-9-]+)(?:\\.([a-z0-9-]+)(\\.svc(?:\\.(?!clusterset\\.local).+)?)?)?\\.?");

  /**
   * The Service that a URL names.
   *
   * @param namespace of the one that asks, for names without one
   * @return empty if it is none of the cluster's
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

  /** Where the API server passes on what is asked. */
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
