package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.validation.Required;
import java.util.Map;

/**
 * Where the pods of a server answer with their metrics: all that a scraper has to know.
 *
 * @param namespace the namespace of the pods
 * @param podLabels labels that select the pods
 * @param serviceLabels labels that select the Service in front of them
 * @param number the number of the port
 * @param isolated whether a NetworkPolicy keeps out who is not let in
 * @param mesh the service mesh that they are in
 * @param plainText whether answers have a content type that Prometheus 3 accepts
 */
public record MetricsEndpoint(
    String namespace,
    Map<String, String> podLabels,
    Map<String, String> serviceLabels,
    int number,
    boolean isolated,
    Mesh mesh,
    boolean plainText) {
  /** The name of the port, on the container as on the Service. */
  public static final String PORT = "rest";

  /** The path on that port. */
  public static final String PATH = "/metrics";

  /** Copies the labels, keeping their order. */
  public MetricsEndpoint {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(mesh, "mesh");
    podLabels = Required.entries(podLabels, "podLabels");
    serviceLabels = Required.entries(serviceLabels, "serviceLabels");
  }
}
