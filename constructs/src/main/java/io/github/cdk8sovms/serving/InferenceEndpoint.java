package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.validation.Required;
import java.util.Map;

/**
 * Where a server answers requests for inferences: all that a client in the cluster has to know.
 *
 * @param namespace the namespace of the pods and of the Service
 * @param service the name of the Service in front of them
 * @param podLabels labels that select the pods
 * @param grpc the port for gRPC, on pods as on the Service
 * @param rest the port for HTTP, on pods as on the Service
 * @param isolated whether a NetworkPolicy keeps out who is not let in
 * @param mesh the service mesh that the pods are in
 */
public record InferenceEndpoint(
    String namespace,
    String service,
    Map<String, String> podLabels,
    int grpc,
    int rest,
    boolean isolated,
    Mesh mesh) {

  /** Copies the labels, keeping their order. */
  public InferenceEndpoint {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(service, "service");
    Required.nonNull(mesh, "mesh");
    podLabels = Required.entries(podLabels, "podLabels");
  }

  /** The name of the Service in the DNS of the cluster. */
  public String host() {
    return service + "." + namespace + ".svc";
  }

  /** Calls of a port of the pods, as their client's NetworkPolicy allows them. */
  public Traffic traffic(int port) {
    return Traffic.tcp(NetworkPeer.pods(namespace, podLabels), port);
  }
}
