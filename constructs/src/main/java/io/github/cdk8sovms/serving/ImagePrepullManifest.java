package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.DaemonSetSpec;
import org.cdk8s.plus34.k8s.DaemonSetUpdateStrategy;
import org.cdk8s.plus34.k8s.ImageVolumeSource;
import org.cdk8s.plus34.k8s.KubeDaemonSet;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.RollingUpdateDaemonSet;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** The objects of an {@link ImagePrepull}. */
record ImagePrepullManifest(
    ApiObjects definitions,
    List<ObjectRef<? extends ApiObject>> all,
    ObjectRef<KubeDaemonSet> daemonSet) {
  /** Bash and sleep are in every release image, on Ubuntu and on UBI. Bash ends at SIGTERM. */
  private static final String WAIT = "trap 'exit 0' TERM; sleep infinity & wait";

  private static final Resources TINY =
      Resources.cpu("10m").memory("32Mi").ephemeralStorage("16Mi");

  /** Any UID works, because nothing is read or written. */
  private static final int USER = 10001;

  /** Percent; the default of one node at a time would take hours in a large cluster. */
  private static final int NODES_AT_ONCE = 25;

  ImagePrepullManifest {
    all = List.copyOf(all);
  }

  static ImagePrepullManifest create(ImagePrepullSpec spec) {
    ApiObjects objects = spec.placement().objects();
    Identity identity = spec.placement().identity();
    List<ObjectRef<? extends ApiObject>> all = new ArrayList<>();
    objects.serviceAccount(false).ifPresent(all::add);
    ObjectRef<KubeDaemonSet> daemonSet =
        objects.daemonSet(ApiObjects.MAIN, identity.name(), daemonSet(spec));
    all.add(daemonSet);
    if (spec.placement().pods().isolated()) {
      all.add(
          objects.networkPolicy(
              "NetworkPolicy",
              identity.name(),
              NetworkPolicies.only(
                  spec.placement().pods(),
                  identity.labels().selector(),
                  List.of(),
                  List.of(),
                  List.of())));
    }
    return new ImagePrepullManifest(objects, all, daemonSet);
  }

  private static DaemonSetSpec daemonSet(ImagePrepullSpec spec) {
    return DaemonSetSpec.builder()
        .selector(
            LabelSelector.builder()
                .matchLabels(spec.placement().identity().labels().selector())
                .build())
        .updateStrategy(
            DaemonSetUpdateStrategy.builder()
                .type("RollingUpdate")
                .rollingUpdate(
                    RollingUpdateDaemonSet.builder()
                        .maxUnavailable(ApiValues.percent(NODES_AT_ONCE))
                        .build())
                .build())
        .template(spec.placement().podTemplates().template(pod(spec)))
        .build();
  }

  private static PodSpec pod(ImagePrepullSpec spec) {
    List<Container> containers = new ArrayList<>();
    for (String image : spec.images()) {
      containers.add(container("image-" + containers.size(), image, spec));
    }
    List<Volume> volumes = volumes(spec);
    return spec.placement()
        .podTemplates()
        .single(USER)
        .terminationGracePeriodSeconds(1)
        .containers(containers)
        .volumes(volumes.isEmpty() ? null : volumes)
        .build();
  }

  private static Container container(String name, String image, ImagePrepullSpec spec) {
    List<VolumeMount> mounts = name.equals("image-0") ? mounts(spec) : List.of();
    return Containers.of(name, "/bin/bash", Argument.of(List.of("-c", WAIT)))
        .image(image)
        .imagePullPolicy(spec.placement().pods().pullPolicy())
        .resources(TINY.toSpec())
        .securityContext(PodSecurity.container())
        .volumeMounts(mounts.isEmpty() ? null : mounts)
        .build();
  }

  private static List<Volume> volumes(ImagePrepullSpec spec) {
    List<Volume> volumes = new ArrayList<>();
    for (String image : spec.modelImages()) {
      volumes.add(
          Volume.builder()
              .name(ModelVolumes.VOLUME_PREFIX + volumes.size())
              .image(
                  ImageVolumeSource.builder()
                      .reference(image)
                      .pullPolicy(spec.placement().pods().pullPolicy())
                      .build())
              .build());
    }
    return volumes;
  }

  private static List<VolumeMount> mounts(ImagePrepullSpec spec) {
    return volumes(spec).stream()
        .map(volume -> Volumes.readOnly(volume.getName(), BasePath.MOUNTED + volume.getName()))
        .toList();
  }
}
