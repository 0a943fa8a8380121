package io.github.cdk8sovms.headroom;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import io.github.cdk8sovms.serving.internal.ServerLink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.ApiObject;

/**
 * The object of a capacity buffer.
 *
 * @param buffer the CapacityBuffer
 */
record CapacityBufferManifest(ObjectRef<ApiObject> buffer) {
  private static final ResourceType KIND =
      new ResourceType("autoscaling.x-k8s.io/v1beta1", "CapacityBuffer");

  static CapacityBufferManifest of(CapacityBufferSpec spec, ApiObjects definitions) {
    return new CapacityBufferManifest(
        definitions.customResource(
            ApiObjects.MAIN,
            KIND,
            spec.placement().identity().name(),
            Map.of(),
            buffer(spec.reservation())));
  }

  private static Map<String, Object> buffer(Reservation reservation) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("scalableRef", scalable(ServerLink.of(reservation.server()).scaleTarget()));
    spec.put("replicas", reservation.pods());
    return spec;
  }

  private static Map<String, Object> scalable(ScaleTarget target) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("apiGroup", target.type().group());
    reference.put("kind", target.type().kind());
    reference.put("name", target.name());
    return reference;
  }
}
