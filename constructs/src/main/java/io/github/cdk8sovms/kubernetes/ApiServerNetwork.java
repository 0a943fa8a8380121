package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.Set;

/** What is known of the network of an API server, and so of what cannot be right about it. */
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

  /** Checks where it is said to be. */
  void checkAddress(Findings findings, String option, NetworkPeer peer) {
    if (peer instanceof NetworkPeer.Pods || peer instanceof NetworkPeer.SameNamespace) {
      add(
          findings,
          option,
          "pods are not where an API server is: it runs on the network of its nodes, which no label"
              + " selects, or outside the cluster",
          "Write .apiServer(NetworkPeer.addresses(..), 6443) with what kubectl get endpointslices"
              + " --namespace default shows, or leave it out.");
    }
    if (peer instanceof NetworkPeer.Addresses addresses) {
      checkService(findings, option, addresses.block());
      checkNodes(findings, option, addresses.block());
    }
  }

  /** Checks from where it is said to call. */
  void checkCaller(Findings findings, String option, NetworkPeer peer) {
    if (!(peer instanceof NetworkPeer.Addresses addresses)) {
      return;
    }
    String block = addresses.block();
    checkService(findings, option, block);
    checkNodes(findings, option, block);
    if (this == GKE) {
      add(
          findings,
          option,
          quote(block) + " is no pod, and the API server of GKE calls from pods of kube-system",
          "Leave .apiServerCalls(..) out, unless your cluster has no konnectivity-agent.");
    } else if (this == AKS) {
      add(
          findings,
          option,
          quote(block) + " is no pod, and the API server of AKS calls from pods of kube-system",
          "Leave .apiServerCalls(..) out, unless the cluster has API Server VNet Integration.");
    } else if (this == OPENSHIFT) {
      add(
          findings,
          option,
          quote(block)
              + " is not what pods see of a node: OVN-Kubernetes gives nodes an address of the pods'"
              + " network",
          "Write .apiServerCalls(NetworkPeer.namespace(\"openshift-host-network\")).");
    }
  }

  private void checkService(Findings findings, String option, String block) {
    if (SERVICES.contains(block)) {
      add(
          findings,
          option,
          quote(block)
              + " is by default the address of the Service kubernetes, and policies see connections"
              + " after a Service has chosen who answers",
          "Write the addresses that kubectl get endpointslices --namespace default shows.");
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
