package io.github.cdk8sovms.headroom;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.DeploymentSpec;
import org.cdk8s.plus34.k8s.DeploymentStrategy;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PodSpec;

/** The objects of a headroom. */
record HeadroomManifest(
    List<ObjectRef<? extends ApiObject>> all, ObjectRef<KubeDeployment> deployment) {
  /**
   * Below the default priority of 0, so that all other pods come first. Not lower: for pods below
   * -10 cluster-autoscaler adds no node.
   */
  private static final int PRIORITY = -10;

  /** The volumes of the server are not reserved, because nodes have room for them. */
  private static final String LOGS = "64Mi";

  /** The user of the pause image. */
  private static final int PAUSE_USER = 65535;

  HeadroomManifest {
    all = List.copyOf(all);
  }

  static HeadroomManifest create(ApiObjects objects, HeadroomSpec spec) {
    Identity identity = spec.placement().identity();
    PodSettings settings = spec.placement().pods();
    List<ObjectRef<? extends ApiObject>> all = new ArrayList<>();
    all.add(
        objects.priorityClass(
            "PriorityClass",
            HeadroomSpec.priorityClass(identity.namespace(), identity.name()),
            PRIORITY,
            "Room for pods of a model server, which all other pods may take."));
    objects.serviceAccount(false).ifPresent(all::add);
    ObjectRef<KubeDeployment> deployment =
        objects.deployment(ApiObjects.MAIN, identity.name(), deployment(spec));
    all.add(deployment);
    if (settings.isolated()) {
      all.add(
          objects.networkPolicy(
              "NetworkPolicy",
              identity.name(),
              NetworkPolicies.only(
                  settings, identity.labels().selector(), List.of(), List.of(), List.of())));
    }
    return new HeadroomManifest(all, deployment);
  }

  private static DeploymentSpec deployment(HeadroomSpec spec) {
    return DeploymentSpec.builder()
        .replicas(spec.pods())
        // A new pod beside an old one would need another node.
        .strategy(DeploymentStrategy.builder().type("Recreate").build())
        .selector(
            LabelSelector.builder()
                .matchLabels(spec.placement().identity().labels().selector())
                .build())
        .template(spec.placement().podTemplates().template(pod(spec)))
        .build();
  }

  private static PodSpec pod(HeadroomSpec spec) {
    return spec.placement()
        .podTemplates()
        .replicated(PAUSE_USER, List.of())
        // The room is needed at once; with 0 the pod would be gone before its process has ended.
        .terminationGracePeriodSeconds(1)
        .containers(List.of(container(spec)))
        .build();
  }

  private static Container container(HeadroomSpec spec) {
    return Container.builder()
        .name("pause")
        .image(spec.image().text())
        .imagePullPolicy(spec.placement().pods().pullPolicy())
        .resources(spec.resources().orEphemeralStorage(LOGS).toSpec())
        .securityContext(PodSecurity.container())
        .build();
  }
}
