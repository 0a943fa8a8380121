package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Cidr;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.IpBlock;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.NetworkPolicyPeer;

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
public sealed interface NetworkPeer {

  /** All pods in the namespace of the policy. */
  static NetworkPeer sameNamespace() {
    return new SameNamespace();
  }

  /** All pods of a namespace. */
  static NetworkPeer namespace(String name) {
    Required.nonNull(name);
    return new Pods(name, Map.of());
  }

  /** The pods of a namespace with all of these labels. */
  static NetworkPeer pods(String namespace, Map<String, String> labels) {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(labels, "labels");
    return new Pods(namespace, labels);
  }

  /**
   * Addresses outside the cluster, or of its nodes.
   *
   * @param block such as {@code "10.20.0.0/16"}, in the format of Go's {@code net/netip}: without
   *     leading zeros, and with zeros after the prefix
   */
  static NetworkPeer addresses(String block) {
    Required.nonNull(block);
    return new Addresses(block);
  }

  /** Everything, inside and outside the cluster. */
  static NetworkPeer anywhere() {
    return new Anywhere();
  }

  /** Checks this peer. */
  void check(Findings findings, String option);

  /** Returns the peer in the format of the API. */
  NetworkPolicyPeer toPeer();

  /** See {@link #sameNamespace()}. */
  record SameNamespace() implements NetworkPeer {
    @Override
    public void check(Findings findings, String option) {}

    @Override
    public NetworkPolicyPeer toPeer() {
      return NetworkPolicyPeer.builder().podSelector(LabelSelector.builder().build()).build();
    }
  }

  /**
   * See {@link #namespace(String)} and {@link #pods(String, Map)}.
   *
   * @param namespace the namespace of the pods
   * @param labels the labels of the pods; none for all pods
   */
  record Pods(String namespace, Map<String, String> labels) implements NetworkPeer {
    /** The label with the name of a namespace, set by Kubernetes. */
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    /** Copies the labels, keeping their order. */
    public Pods {
      Required.nonNull(namespace, "namespace");
      labels = Required.entries(labels, "labels");
    }

    @Override
    public void check(Findings findings, String option) {
      Required.nonNull(findings, "findings");
      Required.nonNull(option, "option");
      Names.check(findings, option, namespace);
      Labels.checkSelector(findings, option, labels);
    }

    @Override
    public NetworkPolicyPeer toPeer() {
      NetworkPolicyPeer.Builder peer =
          NetworkPolicyPeer.builder()
              .namespaceSelector(selector(Map.of(NAMESPACE_NAME, namespace)));
      return (labels.isEmpty() ? peer : peer.podSelector(selector(labels))).build();
    }

    private static LabelSelector selector(Map<String, String> labels) {
      return LabelSelector.builder().matchLabels(labels).build();
    }
  }

  /**
   * See {@link #addresses(String)}.
   *
   * @param block in CIDR notation
   */
  record Addresses(String block) implements NetworkPeer {
    /** Takes no null. */
    public Addresses {
      Required.nonNull(block, "block");
    }

    @Override
    public void check(Findings findings, String option) {
      Required.nonNull(findings, "findings");
      Required.nonNull(option, "option");
      Optional<Cidr> parsed = Cidr.parse(block);
      findings.require(
          parsed.isPresent(),
          FindingCode.NETWORK_PEER,
          option,
          quote(block) + " is not a CIDR block",
          "Write one such as \"10.20.0.0/16\", or \"10.20.30.40/32\" for a single address.");
      findings.require(
          parsed.map(Cidr::isMasked).orElse(true),
          FindingCode.NETWORK_PEER,
          option,
          quote(block) + " has bits after its prefix, which Kubernetes rejects or ignores",
          "Write zeros there, as in \"10.20.0.0/16\", or \"/32\" for a single address.");
    }

    @Override
    public NetworkPolicyPeer toPeer() {
      return NetworkPolicyPeer.builder().ipBlock(IpBlock.builder().cidr(block).build()).build();
    }
  }

  /** See {@link #anywhere()}. */
  record Anywhere() implements NetworkPeer {
    @Override
    public void check(Findings findings, String option) {}

    @Override
    public NetworkPolicyPeer toPeer() {
      throw new IllegalStateException("a rule for everything names no peer");
    }
  }
}
