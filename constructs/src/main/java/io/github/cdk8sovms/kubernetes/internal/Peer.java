package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Cidr;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Link;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.IpBlock;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.NetworkPolicyPeer;

/** The kinds of a {@link NetworkPeer}. */
public sealed interface Peer {
  /** The peer provides it. */
  Link<NetworkPeer, Peer> LINK = new Link<>();

  /** Returns the kind of a peer. */
  static Peer of(NetworkPeer peer) {
    return LINK.of(peer);
  }

  /** Checks this peer. */
  void check(Findings findings, String option);

  /** Returns the peer in the format of the API. */
  NetworkPolicyPeer toApi();

  /** See {@link NetworkPeer#sameNamespace()}. */
  record SameNamespace() implements Peer {
    @Override
    public void check(Findings findings, String option) {}

    @Override
    public NetworkPolicyPeer toApi() {
      return NetworkPolicyPeer.builder().podSelector(LabelSelector.builder().build()).build();
    }
  }

  /**
   * See {@link NetworkPeer#namespace(String)} and {@link NetworkPeer#pods(String, Map)}.
   *
   * @param namespace the namespace of the pods
   * @param labels the labels of the pods; none for all pods
   */
  record Pods(String namespace, Map<String, String> labels) implements Peer {
    /** The label with the name of a namespace, set by Kubernetes. */
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    /** Copies the labels, keeping their order. */
    public Pods {
      Required.nonNull(namespace, "namespace");
      labels = Required.entries(labels, "labels");
    }

    @Override
    public void check(Findings findings, String option) {
      Names.check(findings, option, namespace);
      Labels.checkSelector(findings, option, labels);
    }

    @Override
    public NetworkPolicyPeer toApi() {
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
   * See {@link NetworkPeer#addresses(String)}.
   *
   * @param block in CIDR notation
   */
  record Addresses(String block) implements Peer {
    @Override
    public void check(Findings findings, String option) {
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
    public NetworkPolicyPeer toApi() {
      return NetworkPolicyPeer.builder().ipBlock(IpBlock.builder().cidr(block).build()).build();
    }
  }

  /** See {@link NetworkPeer#anywhere()}. */
  record Anywhere() implements Peer {
    @Override
    public void check(Findings findings, String option) {}

    @Override
    public NetworkPolicyPeer toApi() {
      throw new IllegalStateException("a rule for everything names no peer");
    }
  }
}
