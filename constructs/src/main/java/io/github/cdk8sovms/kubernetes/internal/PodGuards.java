package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.kubernetes.internal.PatchGuard.CONTAINER;
import static io.github.cdk8sovms.kubernetes.internal.PatchGuard.POD;
import static io.github.cdk8sovms.kubernetes.internal.PatchGuard.PODS;

import io.github.cdk8sovms.internal.values.Labels;
import java.util.List;

/** What is relied on in pods and in what they read. */
final class PodGuards {
  /** Pods that namespaces of this library admit. */
  static final PatchGuard RESTRICTED =
      PatchGuard.of(
              PODS,
              "the pods may not meet the restricted Pod Security Standard any more, which"
                  + " namespaces of this library enforce",
              "Keep every container restricted, or lower the standard of the namespace.")
          .at(
              POD + "/securityContext",
              POD + "/hostNetwork",
              POD + "/hostPID",
              POD + "/hostIPC",
              CONTAINER + "/securityContext",
              POD + "/initContainers/[]/securityContext");

  private static final String DEPLOYMENT = "Deployment";

  private PodGuards() {}

  static List<PatchGuard> all() {
    return List.of(
        replicas(),
        flags(),
        image(),
        cpu(),
        resize(),
        file(),
        modelServer(),
        servingRuntime(),
        inferenceService(),
        RESTRICTED,
        ports(),
        probes(),
        drain(),
        serviceAccount(),
        flagsOfOthers(),
        files(),
        names(),
        scrapedTwice());
  }

  private static PatchGuard replicas() {
    return PatchGuard.of(
            DEPLOYMENT,
            "each apply would set back the replicas that an autoscaler of this server has set, and"
                + " the checks of quotas and of minReplicas do not see this count",
            "Use .replicas(..), or .replicas(min, max) of the autoscaler.")
        .running(Labels.OVMS)
        .at("/spec/replicas");
  }

  private static PatchGuard flags() {
    return PatchGuard.of(
            DEPLOYMENT,
            "the signal, its upper bound, the ports and the exported metrics are computed from the"
                + " flags that the options give: streams, infer requests, workers, models, metrics",
            "Use the options of the builder.")
        .running(Labels.OVMS)
        .at(CONTAINER + "/args", CONTAINER + "/command");
  }

  private static PatchGuard image() {
    return PatchGuard.of(
            DEPLOYMENT,
            "flags, metrics and checks are those of the version that .image(..) names",
            "Use .image(OvmsImage.of(..)).")
        .running(Labels.OVMS)
        .at(CONTAINER + "/image");
  }

  private static PatchGuard cpu() {
    return PatchGuard.of(
            DEPLOYMENT,
            "streams and inference threads were checked against the CPU of .resources(..)",
            "Use .resources(Resources.cpu(..)).")
        .running(Labels.OVMS)
        .at(CONTAINER + "/resources/limits/cpu", CONTAINER + "/resources/requests/cpu");
  }

  private static PatchGuard resize() {
    return PatchGuard.of(
            DEPLOYMENT,
            "OVMS chooses threads, streams and workers at its start, so CPU that is added in place is"
                + " not used, and less CPU throttles it",
            "Leave it out; the pods are replaced when .resources(..) changes.")
        .running(Labels.OVMS)
        .at(CONTAINER + "/resizePolicy");
  }

  private static PatchGuard file() {
    return PatchGuard.of(
            "ConfigMap",
            "the signal, its upper bound, the dashboard and the alerts are computed from the streams,"
                + " infer requests, models and metrics that the options gave this file",
            "Use the options of Model, and .metrics(..).")
        .running(Labels.OVMS)
        .at("/data");
  }

  private static PatchGuard modelServer() {
    return PatchGuard.of(
            "ModelServer",
            "the signal, the ports and the replicas of the autoscaler are computed from the options"
                + " that gave this field",
            "Use the options of the builder.")
        .at(
            "/spec/deployment_parameters",
            "/spec/service_parameters",
            "/spec/models_settings",
            "/spec/server_settings",
            "/spec/image_name");
  }

  private static PatchGuard servingRuntime() {
    String container = "/spec/containers/[]";
    return PatchGuard.of(
            "ServingRuntime",
            "the signal, its upper bound, Service, monitors and probes follow from what the options"
                + " gave the container, and KServe knows it by its name",
            "Use the options of the builder.")
        .at(
            container + "/name",
            container + "/args",
            container + "/command",
            container + "/image",
            container + "/ports",
            container + "/securityContext",
            container + "/startupProbe",
            container + "/readinessProbe",
            container + "/livenessProbe",
            container + "/lifecycle",
            container + "/resources/limits/cpu",
            container + "/resources/requests/cpu");
  }

  private static PatchGuard inferenceService() {
    return PatchGuard.of(
            "InferenceService",
            "the Deployment that is scaled, its name, its replicas and the served model follow from"
                + " this field",
            "Use the options of the builder.")
        .at(
            "/metadata/annotations/serving.kserve.io~1autoscalerClass",
            "/metadata/annotations/serving.kserve.io~1deploymentMode",
            "/spec/predictor/name",
            "/spec/predictor/minReplicas",
            "/spec/predictor/model",
            "/spec/predictor/securityContext",
            "/spec/predictor/terminationGracePeriodSeconds");
  }

  private static PatchGuard ports() {
    return PatchGuard.of(
            PODS,
            "Services, NetworkPolicies, probes and scrape jobs name this port",
            "Use .ports(..) if the builder has it, or add another port.")
        .at(CONTAINER + "/ports");
  }

  private static PatchGuard probes() {
    return PatchGuard.of(
            PODS,
            "probes are set so that loading models or a full queue restarts no pod, and so that the"
                + " autoscaler counts only pods that serve",
            "Check that a busy pod passes the probe.")
        .at(
            CONTAINER + "/startupProbe",
            CONTAINER + "/readinessProbe",
            CONTAINER + "/livenessProbe");
  }

  private static PatchGuard drain() {
    return PatchGuard.of(
            PODS,
            "a terminating pod takes requests until it has left the endpoints, and finishes them"
                + " within the grace period",
            "Use .maxRequestDuration(..) of the server.")
        .at(POD + "/terminationGracePeriodSeconds", CONTAINER + "/lifecycle");
  }

  private static PatchGuard serviceAccount() {
    return PatchGuard.of(
            PODS,
            "RoleBindings and cloud identities name the ServiceAccount that the options give",
            "Use .serviceAccount(..).")
        .at(POD + "/serviceAccountName", POD + "/automountServiceAccountToken");
  }

  private static PatchGuard flagsOfOthers() {
    return PatchGuard.of(
            PODS,
            "ports, URLs and intervals that other constructs use follow from the flags that the"
                + " options give",
            "Use the options of the builder, or append another flag.")
        .at(CONTAINER + "/args", CONTAINER + "/command");
  }

  private static PatchGuard files() {
    return PatchGuard.of(
            PODS,
            "the pods read their configuration, models and certificates by these volumes and init"
                + " containers",
            "Add another volume or init container instead.")
        .at(POD + "/volumes", CONTAINER + "/volumeMounts", POD + "/initContainers");
  }

  private static PatchGuard names() {
    return PatchGuard.of(
            PODS,
            "alerts, dashboards and checks name this container",
            "Add another container instead.")
        .at(CONTAINER + "/name");
  }

  private static PatchGuard scrapedTwice() {
    return PatchGuard.of(
            PODS,
            "the pods are scraped already, and a second job would count each request twice",
            "Leave the annotation out.")
        .at("/spec/template/metadata/annotations/prometheus.io~1scrape");
  }
}
