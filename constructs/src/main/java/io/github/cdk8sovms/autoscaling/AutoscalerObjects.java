package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.ObjectRef;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;

/**
 * What was emitted for an autoscaler.
 *
 * @param all every object, in the order of the manifest
 * @param horizontalPodAutoscaler the autoscaler itself; empty if KEDA makes it
 * @param scaledObject what KEDA makes it from; empty without KEDA
 */
record AutoscalerObjects(
    List<ObjectRef<? extends ApiObject>> all,
    Optional<ObjectRef<KubeHorizontalPodAutoscalerV2>> horizontalPodAutoscaler,
    Optional<ObjectRef<ApiObject>> scaledObject) {

  AutoscalerObjects {
    all = List.copyOf(all);
  }
}
