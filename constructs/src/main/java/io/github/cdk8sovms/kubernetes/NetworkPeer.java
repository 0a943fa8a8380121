package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A peer in a NetworkPolicy.
 *
 * <pre>{@code
 * NetworkPeer.namespace("shop")
 * NetworkPeer.pods("shop", Map.of("app", "frontend"))
 * NetworkPeer.addresses("10.0.0.0/8")
 * }</pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">NetworkPolicy</a>
 */
public final class NetworkPeer {
  static {
    Peer.LINK.provide(peer -> peer.kind);
  }

  private final Peer kind;

  private NetworkPeer(Peer kind) {
    this.kind = kind;
  }

  /** All pods in the namespace of the policy. */
  public static NetworkPeer sameNamespace() {
    return new NetworkPeer(new Peer.SameNamespace());
  }

  /** All pods of a namespace. */
  public static NetworkPeer namespace(String name) {
    Required.nonNull(name);
    return new NetworkPeer(new Peer.Pods(name, Map.of()));
  }

  /** The pods of a namespace with all of these labels. */
  public static NetworkPeer pods(String namespace, Map<String, String> labels) {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(labels, "labels");
    return new NetworkPeer(new Peer.Pods(namespace, labels));
  }

  /**
   * Addresses outside the cluster, or of its nodes.
   *
   * @param block such as {@code "10.20.0.0/16"}, in the format of Go's {@code net/netip}: without
   *     leading zeros, and with zeros after the prefix
   */
  public static NetworkPeer addresses(String block) {
    Required.nonNull(block);
    return new NetworkPeer(new Peer.Addresses(block));
  }

  /** Everything, inside and outside the cluster. */
  public static NetworkPeer anywhere() {
    return new NetworkPeer(new Peer.Anywhere());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NetworkPeer peer && kind.equals(peer.kind);
  }

  @Override
  public int hashCode() {
    return kind.hashCode();
  }

  @Override
  public String toString() {
    return kind.toString();
  }
}
