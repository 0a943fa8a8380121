package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Set;

/** The network of an API server by platform, to detect settings that cannot be correct. */
enum ApiServerNetwork {
  UNKNOWN,
  GKE,
  AKS,
  OPENSHIFT,
  CILIUM;

  /** The first addresses of the ranges that distributions give to Services by default. */
  private static final Set<String> SERVICES =
      Set.of(
          "10.96.0.1/32", // kubeadm, kind
          "10.43.0.1/32", // k3s, RKE2
          "10.100.0.1/32", // EKS
          "172.20.0.1/32", // EKS
          "10.0.0.1/32", // AKS
          "172.30.0.1/32", // OpenShift
          "34.118.224.1/32", // GKE
          "10.152.183.1/32"); // MicroK8s

  /** Checks the configured address of the API server. */
  void checkAddress(Findings findings, String option, NetworkPeer peer) {
    Peer kind = Peer.of(peer);
    if (kind instanceof Peer.Pods || kind instanceof Peer.SameNamespace) {
      add(
          findings,
          option,
          "an API server is not selected by pod labels: it runs in the host network of its"
              + " nodes or outside the cluster",
          "Write .apiServer(NetworkPeer.addresses(..), 6443) with the output of kubectl get"
              + " endpointslices --namespace default, or leave it out.");
    }
    if (kind instanceof Peer.Addresses addresses) {
      checkService(findings, option, addresses.block());
      checkNodes(findings, option, addresses.block());
    }
  }

  /** Checks the configured sources of calls from the API server. */
  void checkCaller(Findings findings, String option, NetworkPeer peer) {
    if (!(Peer.of(peer) instanceof Peer.Addresses addresses)) {
      return;
    }
    String block = addresses.block();
    checkService(findings, option, block);
    checkNodes(findings, option, block);
    if (this == GKE) {
      add(
          findings,
          option,
          quote(block) + " is not a pod, but the API server of GKE calls from pods in kube-system",
          "Leave .apiServerCalls(..) out, unless your cluster has no konnectivity-agent.");
    } else if (this == AKS) {
      add(
          findings,
          option,
          quote(block) + " is not a pod, but the API server of AKS calls from pods in kube-system",
          "Leave .apiServerCalls(..) out, unless the cluster has API Server VNet Integration.");
    } else if (this == OPENSHIFT) {
      add(
          findings,
          option,
          quote(block)
              + " is not the source address of a node as seen by pods: OVN-Kubernetes gives"
              + " nodes an address in the pod network",
          "Write .apiServerCalls(NetworkPeer.namespace(\"openshift-host-network\")).");
    }
  }

  private void checkService(Findings findings, String option, String block) {
    if (SERVICES.contains(block)) {
      add(
          findings,
          option,
          quote(block)
              + " is by default the cluster IP of the Service kubernetes, but policies apply"
              + " after the Service has selected an endpoint",
          "Write the addresses from kubectl get endpointslices --namespace default.");
    }
  }

  private void checkNodes(Findings findings, String option, String block) {
    if (this == CILIUM) {
      add(
          findings,
          option,
          quote(block)
              + " selects no node with Cilium, unless it runs with policy-cidr-match-mode=nodes; an API"
              + " server on a node of the cluster is cut off",
          "Leave it out, or add a CiliumNetworkPolicy for the entity kube-apiserver; docs/networks.md"
              + " has one.");
    }
  }

  private static void add(Findings findings, String option, String problem, String fix) {
    findings.add(FindingCode.API_SERVER_PEER, option, problem, fix);
  }
}
