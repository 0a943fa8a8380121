package io.github.cdk8sovms.load;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Argument;
import io.github.cdk8sovms.kubernetes.Containers;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.PodSecurity;
import io.github.cdk8sovms.kubernetes.Volumes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.JobSpec;
import org.cdk8s.plus34.k8s.KubeJob;
import org.cdk8s.plus34.k8s.PodSpec;

/**
 * The objects of a load test.
 *
 * @param definitions the definitions of all objects
 * @param job the main object
 * @param objects all objects, in the order of the manifest
 */
record LoadObjects(
    ApiObjects definitions, ObjectRef<KubeJob> job, List<ObjectRef<? extends ApiObject>> objects) {
  private static final String FILES_VOLUME = "files";
  private static final String FILES_DIRECTORY = "/etc/load";

  /** The user of the image. */
  private static final int K6_USER = 12345;

  /** Time for pulling the image and for k6 to create its clients. */
  private static final Duration START = Duration.ofMinutes(10);

  LoadObjects {
    objects = List.copyOf(objects);
  }

  static LoadObjects create(ApiObjects definitions, LoadOptions options) {
    Identity identity = options.placement().identity();
    List<ObjectRef<? extends ApiObject>> objects = new ArrayList<>();
    definitions.serviceAccount(false).ifPresent(objects::add);
    objects.add(
        definitions.configMap("Config", configMapName(identity), new LoadFiles(options).content()));
    objects.addAll(LoadNetwork.create(definitions, options));
    ObjectRef<KubeJob> job = definitions.job(ApiObjects.MAIN, identity.name(), job(options));
    objects.add(job);
    return new LoadObjects(definitions, job, objects);
  }

  private static String configMapName(Identity identity) {
    return identity.name() + "-config";
  }

  private static JobSpec job(LoadOptions options) {
    return JobSpec.builder()
        // An aborted load test must not restart on a cluster that it may have overloaded.
        .backoffLimit(0)
        .activeDeadlineSeconds(options.schedule().longest().plus(START).toSeconds())
        .ttlSecondsAfterFinished(options.kept().toSeconds())
        .template(options.placement().podTemplates().template(pod(options)))
        .build();
  }

  private static PodSpec pod(LoadOptions options) {
    Identity identity = options.placement().identity();
    return options
        .placement()
        .podTemplates()
        .single(K6_USER)
        .restartPolicy("Never")
        .containers(List.of(container(options)))
        .volumes(List.of(Volumes.configMap(FILES_VOLUME, configMapName(identity))))
        .build();
  }

  private static Container container(LoadOptions options) {
    return Containers.of("k6", Argument.of(arguments()))
        .image(options.image().text())
        .imagePullPolicy(options.placement().pods().pullPolicy())
        .resources(options.resources().orEphemeralStorage("64Mi").toSpec())
        .securityContext(PodSecurity.container())
        .volumeMounts(List.of(Volumes.readOnly(FILES_VOLUME, FILES_DIRECTORY)))
        .build();
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
