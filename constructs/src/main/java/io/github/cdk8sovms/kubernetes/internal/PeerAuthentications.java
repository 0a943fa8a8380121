package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.ApiObject;

/** Exceptions from strict mutual TLS in an Istio mesh. */
public final class PeerAuthentications {
  private static final ResourceType TYPE =
      new ResourceType("security.istio.io/v1", "PeerAuthentication");

  private PeerAuthentications() {}

  /**
   * Allows plain text from clients outside the mesh on a port. A PeerAuthentication of a workload
   * inherits unset fields, so other ports are unchanged.
   *
   * @param objects the collection to add the object to
   * @param id the id of the object in the construct tree
   * @param name the name of the object
   * @param pods the labels of the pods
   * @param port the port of the container
   */
  public static ObjectRef<ApiObject> acceptPlainText(
      ApiObjects objects, String id, String name, Map<String, String> pods, int port) {
    Required.nonNull(objects, "objects");
    Required.nonNull(pods, "pods");
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("selector", Map.of("matchLabels", pods));
    spec.put("portLevelMtls", Map.of(String.valueOf(port), Map.of("mode", "PERMISSIVE")));
    return objects.customResource(id, TYPE, name, Map.of(), spec);
  }
}
