package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;

/**
 * The metrics endpoint of a server's pods, for scraping.
 *
 * @param namespace the namespace of the pods
 * @param podLabels labels that select the pods
 * @param serviceLabels labels that select their Service
 * @param number the number of the port
 * @param isolated whether a NetworkPolicy denies all other clients
 * @param mesh the service mesh of the pods
 * @param plainText whether responses have a content type that Prometheus 3 accepts
 */
public record MetricsEndpoint(
    String namespace,
    Map<String, String> podLabels,
    Map<String, String> serviceLabels,
    int number,
    boolean isolated,
    Mesh mesh,
    boolean plainText) {
  /** The name of the port, of container and Service. */
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
