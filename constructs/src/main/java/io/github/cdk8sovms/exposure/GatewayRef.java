package io.github.cdk8sovms.exposure;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An existing Gateway, or one of its listeners. Its {@code allowedRoutes} must admit routes from
 * the namespace of the server; the default admits those of its own namespace only.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/">Gateway API, ParentReference</a>
 */
public final class GatewayRef {
  /**
   * The label that Gateway API requires on what an implementation generates for a Gateway, in the
   * namespace of the Gateway.
   *
   * @see <a href="https://gateway-api.sigs.k8s.io/geps/gep-1762/">GEP-1762</a>
   */
  private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

  private final String namespace;
  private final String name;
  private final Optional<String> listener;
  private final OptionalInt port;

  private GatewayRef(String namespace, String name, Optional<String> listener, OptionalInt port) {
    this.namespace = namespace;
    this.name = name;
    this.listener = listener;
    this.port = port;
  }

  /** Returns a Gateway with all its listeners. */
  public static GatewayRef of(String namespace, String name) {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(name, "name");
    return new GatewayRef(namespace, name, Optional.empty(), OptionalInt.empty());
  }

  /**
   * Selects one listener by its name. Without it, a route attaches to every listener that admits
   * it, also to one without TLS.
   */
  public GatewayRef listener(String section) {
    return new GatewayRef(namespace, name, Optional.of(Required.nonNull(section)), port);
  }

  /** Selects the listeners of a port, 1 to 65535. */
  public GatewayRef port(int number) {
    return new GatewayRef(namespace, name, listener, OptionalInt.of(number));
  }

  /** Returns namespace and name of the Gateway. */
  String gateway() {
    return namespace + "/" + name;
  }

  void check(Findings findings) {
    Names.check(findings, "gateway.namespace", namespace);
    Names.checkReference(findings, "gateway.name", name);
    listener.ifPresent(section -> Names.checkReference(findings, "gateway.listener", section));
    port.ifPresent(
        number ->
            findings.require(
                number >= 1 && number <= 65_535,
                FindingCode.INVALID_PORT,
                "gateway.port",
                quote(number) + " is not a port; it must be 1 to 65535",
                "Write the port of a listener, such as .port(443)."));
  }

  /**
   * Returns whether the API rejects both in one route: a Gateway can be referred to several times
   * only by the names of different listeners.
   */
  boolean excludes(GatewayRef other) {
    return gateway().equals(other.gateway())
        && (listener.isEmpty() || other.listener.isEmpty() || listener.equals(other.listener));
  }

  /** Returns the proxies of an implementation that runs them beside the Gateway. */
  NetworkPeer labelledPods() {
    return NetworkPeer.pods(namespace, Map.of(GATEWAY_NAME, name));
  }

  Map<String, Object> toParentRef() {
    Map<String, Object> parent = new LinkedHashMap<>();
    parent.put("namespace", namespace);
    parent.put("name", name);
    listener.ifPresent(section -> parent.put("sectionName", section));
    port.ifPresent(number -> parent.put("port", number));
    return parent;
  }

  @Override
  public String toString() {
    return gateway()
        + listener.map(section -> " " + section).orElse("")
        + (port.isPresent() ? " " + port.getAsInt() : "");
  }
}
