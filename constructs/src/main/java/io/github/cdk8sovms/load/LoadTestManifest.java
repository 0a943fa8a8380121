package io.github.cdk8sovms.load;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.JobSpec;
import org.cdk8s.plus34.k8s.KubeJob;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The objects of a load test.
 *
 * @param definitions the definitions of all objects
 * @param job the main object
 * @param objects all objects, in the order of the manifest
 */
record LoadTestManifest(
    ApiObjects definitions, ObjectRef<KubeJob> job, List<ObjectRef<? extends ApiObject>> objects) {
  private static final String FILES_VOLUME = "files";
  private static final String FILES_DIRECTORY = "/etc/load";
  private static final String KEY_VOLUME = "api-key";

  /** The user of the image. */
  private static final int K6_USER = 12345;

  /** Time for pulling the image and for k6 to create its clients. */
  private static final Duration START = Duration.ofMinutes(10);

  LoadTestManifest {
    objects = List.copyOf(objects);
  }

  static LoadTestManifest create(LoadTestSpec spec) {
    ApiObjects definitions = spec.placement().objects();
    Identity identity = spec.placement().identity();
    List<ObjectRef<? extends ApiObject>> objects = new ArrayList<>();
    definitions.serviceAccount(false).ifPresent(objects::add);
    objects.add(
        definitions.configMap("Config", configMapName(identity), new LoadFiles(spec).content()));
    objects.addAll(LoadNetwork.create(definitions, spec));
    ObjectRef<KubeJob> job = definitions.job(ApiObjects.MAIN, identity.name(), job(spec));
    objects.add(job);
    return new LoadTestManifest(definitions, job, objects);
  }

  private static String configMapName(Identity identity) {
    return identity.name() + "-config";
  }

  private static JobSpec job(LoadTestSpec spec) {
    return JobSpec.builder()
        // An aborted load test must not restart on a cluster that it may have overloaded.
        .backoffLimit(0)
        .activeDeadlineSeconds(spec.schedule().longest().plus(START).toSeconds())
        .ttlSecondsAfterFinished(spec.kept().toSeconds())
        .template(spec.placement().podTemplates().template(pod(spec)))
        .build();
  }

  private static PodSpec pod(LoadTestSpec spec) {
    Identity identity = spec.placement().identity();
    return spec.placement()
        .podTemplates()
        .single(K6_USER)
        .restartPolicy("Never")
        .containers(List.of(container(spec)))
        .volumes(volumes(spec))
        .build();
  }

  private static Container container(LoadTestSpec spec) {
    return Containers.of("k6", Argument.of(arguments()))
        .image(spec.image().text())
        .imagePullPolicy(spec.placement().pods().pullPolicy())
        .resources(spec.resources().orEphemeralStorage("64Mi").toSpec())
        .securityContext(PodSecurity.container())
        .volumeMounts(mounts(spec))
        .build();
  }

  private static List<Volume> volumes(LoadTestSpec spec) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(Volumes.configMap(FILES_VOLUME, configMapName(spec.placement().identity())));
    spec.apiKey().ifPresent(key -> volumes.add(Volumes.secret(KEY_VOLUME, key.secret())));
    return volumes;
  }

  private static List<VolumeMount> mounts(LoadTestSpec spec) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Volumes.readOnly(FILES_VOLUME, FILES_DIRECTORY));
    spec.apiKey()
        .ifPresent(key -> mounts.add(Volumes.readOnly(KEY_VOLUME, LoadFiles.KEY_DIRECTORY)));
    return mounts;
  }

  private static List<String> arguments() {
    return List.of(
        "run",
        "--config=" + FILES_DIRECTORY + "/" + LoadFiles.OPTIONS,
        // k6 has a control API, which would be reachable from the network.
        "--address=",
        "--no-usage-report",
        "--no-color",
        "--quiet",
        "--summary-mode=full",
        FILES_DIRECTORY + "/" + LoadFiles.SCRIPT);
  }
}
