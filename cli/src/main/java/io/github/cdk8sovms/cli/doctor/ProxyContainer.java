package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;

/** Containers that are known as proxies, by name or image. */
final class ProxyContainer {
  private ProxyContainer() {}

  static boolean isProxy(JsonNode container) {
    return container
            .path("name")
            .asText()
            .matches(
                "istio-proxy|linkerd-proxy|kuma-sidecar|consul-dataplane|queue-proxy|envoy.*"
                    + "|.*rbac-proxy|.*oauth.*proxy.*|nginx.*|.*sidecar.*")
        || container
            .path("image")
            .asText()
            .matches(".*(/proxyv2|envoy|/nginx|haproxy|oauth2?-proxy|rbac-proxy|kuma-dp).*");
  }
}
