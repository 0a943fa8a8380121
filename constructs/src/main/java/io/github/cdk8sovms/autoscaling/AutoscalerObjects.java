package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeHorizontalPodAutoscalerV2;

/**
 * The objects of an autoscaler.
 *
 * @param all every object, in the order of the manifest
 * @param horizontalPodAutoscaler the HPA; empty if KEDA creates it
 * @param scaledObject the ScaledObject from which KEDA creates the HPA; empty without KEDA
 */
record AutoscalerObjects(
    List<ObjectRef<? extends ApiObject>> all,
    Optional<ObjectRef<KubeHorizontalPodAutoscalerV2>> horizontalPodAutoscaler,
    Optional<ObjectRef<ApiObject>> scaledObject) {

  AutoscalerObjects {
    all = List.copyOf(all);
  }
}
