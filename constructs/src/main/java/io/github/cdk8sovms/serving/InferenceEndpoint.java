package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;

/**
 * The inference endpoint of a server, for clients in the cluster.
 *
 * @param namespace the namespace of the pods and of the Service
 * @param service the name of their Service
 * @param podLabels labels that select the pods
 * @param grpc the gRPC port, of pods and Service
 * @param rest the HTTP port of the pods
 * @param serviceRest the HTTP port of the Service, which is 80 with KServe
 * @param isolated whether a NetworkPolicy denies all other clients
 * @param mesh the service mesh of the pods
 * @param openAiPath the base path of the OpenAI API: {@code /v3}, since OVMS 2026.3 {@code /v1}
 */
public record InferenceEndpoint(
    String namespace,
    String service,
    Map<String, String> podLabels,
    int grpc,
    int rest,
    int serviceRest,
    boolean isolated,
    Mesh mesh,
    String openAiPath) {

  /** Copies the labels, keeping their order. */
  public InferenceEndpoint {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(service, "service");
    Required.nonNull(mesh, "mesh");
    Required.nonNull(openAiPath, "openAiPath");
    podLabels = Required.entries(podLabels, "podLabels");
  }

  /** Returns the DNS name of the Service in the cluster. */
  public String host() {
    return service + "." + namespace + ".svc";
  }

  /**
   * Returns the base URL for clients of the OpenAI API, such as {@code
   * http://chat.serving.svc:8081/v1}. Only generative models and graphs answer there.
   */
  public String openAiUrl() {
    return "http://" + host() + ":" + serviceRest + openAiPath;
  }
}
