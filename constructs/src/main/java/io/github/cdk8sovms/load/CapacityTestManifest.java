package io.github.cdk8sovms.load;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.serving.internal.ServerPod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.KubeJob;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The objects of a capacity test.
 *
 * @param definitions the definitions of all objects
 * @param job the main object
 * @param objects all objects, in the order of the manifest
 */
record CapacityTestManifest(
    ApiObjects definitions, ObjectRef<KubeJob> job, List<ObjectRef<? extends ApiObject>> objects) {
  private static final String FILES_VOLUME = "capacity-files";
  private static final String FILES_DIRECTORY = "/etc/capacity";

  private static final String KEY_VOLUME = "capacity-api-key";

  /** Time for pulling the images. */
  private static final Duration PULL = Duration.ofMinutes(10);

  private static final int GRACE_SECONDS = 10;

  CapacityTestManifest {
    objects = List.copyOf(objects);
  }

  static CapacityTestManifest create(CapacityTestSpec spec) {
    ApiObjects definitions = spec.placement().objects();
    Identity identity = spec.placement().identity();
    ServerPod pod = spec.pod();
    List<ObjectRef<? extends ApiObject>> objects = new ArrayList<>();
    objects.add(
        definitions.configMap(
            "Config", configMapName(identity), new CapacityFiles(spec).content()));
    PodSettings settings = spec.placement().pods();
    if (settings.isolated()) {
      pod.network(
              identity.labels().selector(), spec.networkGiven() ? settings : pod.placement().pods())
          .ifPresent(
              policy ->
                  objects.add(definitions.networkPolicy("NetworkPolicy", identity.name(), policy)));
    }
    ObjectRef<KubeJob> job = definitions.job(ApiObjects.MAIN, identity.name(), job(spec, pod));
    objects.add(job);
    return new CapacityTestManifest(definitions, job, objects);
  }

  private static String configMapName(Identity identity) {
    return identity.name() + "-config";
  }

  private static Map<String, Object> job(CapacityTestSpec spec, ServerPod pod) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("backoffLimit", 0);
    job.put(
        "activeDeadlineSeconds",
        spec.longest().plus(spec.server().startup()).plus(PULL).toSeconds());
    job.put("ttlSecondsAfterFinished", spec.kept().toSeconds());
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("metadata", metadata(spec, pod));
    template.put("spec", pod(spec, pod));
    job.put("template", template);
    return job;
  }

  private static Map<String, Object> metadata(CapacityTestSpec spec, ServerPod pod) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("labels", spec.placement().podTemplates().labels());
    if (!pod.annotations().isEmpty()) {
      metadata.put("annotations", pod.annotations());
    }
    return metadata;
  }

  private static Map<String, Object> pod(CapacityTestSpec spec, ServerPod pod) {
    Map<String, Object> fields = pod.fields();
    // Their selectors are those of the server's pods.
    fields.remove("topologySpreadConstraints");
    fields.put("restartPolicy", "Never");
    fields.put("terminationGracePeriodSeconds", GRACE_SECONDS);
    fields.put("initContainers", initContainers(pod));
    fields.put("containers", List.of(k6(spec)));
    List<Object> volumes = new ArrayList<>();
    if (fields.get("volumes") instanceof List<?> ofServer) {
      volumes.addAll(ofServer);
    }
    volumes.add(Volumes.configMap(FILES_VOLUME, configMapName(spec.placement().identity())));
    spec.target().apiKey().ifPresent(key -> volumes.add(Volumes.secret(KEY_VOLUME, key.secret())));
    fields.put("volumes", volumes);
    return fields;
  }

  /** A sidecar is an init container that is restarted: it ends with the Job's own container. */
  private static List<Map<String, Object>> initContainers(ServerPod pod) {
    List<Map<String, Object>> all = new ArrayList<>(pod.initContainers());
    for (Map<String, Object> sidecar : pod.sidecars()) {
      // Others would wait for a sidecar that waits for the server.
      sidecar.remove("startupProbe");
      all.add(asSidecar(sidecar));
    }
    all.add(asSidecar(pod.server()));
    return all;
  }

  /** The startup probe stays: k6 starts when the server could take requests. */
  private static Map<String, Object> asSidecar(Map<String, Object> container) {
    // A saturated server must neither be restarted, nor use its workers for probes.
    container.remove("readinessProbe");
    container.remove("livenessProbe");
    // No client has to learn that the pod ends.
    container.remove("lifecycle");
    container.put("restartPolicy", "Always");
    return container;
  }

  private static Container k6(CapacityTestSpec spec) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Volumes.readOnly(FILES_VOLUME, FILES_DIRECTORY));
    spec.target()
        .apiKey()
        .ifPresent(key -> mounts.add(Volumes.readOnly(KEY_VOLUME, LoadFiles.KEY_DIRECTORY)));
    return Containers.of("k6", Argument.of(CapacityFiles.arguments(FILES_DIRECTORY)))
        .image(spec.image().text())
        .imagePullPolicy(spec.pod().placement().pods().pullPolicy())
        .resources(spec.resources().orEphemeralStorage("64Mi").toSpec())
        .securityContext(PodSecurity.container())
        .volumeMounts(mounts)
        .build();
  }
}
