package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.time.Duration;
import java.util.List;

/** Options that the OpenVINO operator does not support: its ModelServer has few fields. */
record OperatorLimits(ServerOptions options) {

  /** Checks everything but the sources of models, which {@link ModelsRepository} checks. */
  void check(Findings findings) {
    checkImage(findings);
    checkLifecycle(findings);
    checkRetries(findings);
    requireField(
        findings,
        options.deviceGroups().isEmpty(),
        "deviceGroup",
        quote(options.deviceGroups()) + " have no field in a ModelServer",
        "Use a Deployment.");
    requireField(
        findings,
        !options.hasHeadlessService(),
        "headless",
        "a ModelServer has no field for a headless Service",
        "Leave .headless() out, or use a Deployment.");
    requireField(
        findings,
        options.configuredRollout().isEmpty(),
        "rollout",
        "a ModelServer has no field for it",
        "Leave .rollout(..) out, or use a Deployment.");
    options
        .meshOfModelServer()
        .ifPresent(
            mesh ->
                findings.add(
                    FindingCode.MESH_BY_NAMESPACE,
                    "mesh",
                    quote(mesh)
                        + " cannot be set on the pods of a ModelServer, which has no field for"
                        + " pod labels; they join a mesh by their namespace only",
                    "Create the namespace here with Namespace.Builder.create(..).mesh(..),"
                        + " or label the existing one."));
    requireField(
        findings,
        !options.pullsWithSecret(),
        "imagePullSecret",
        "a ModelServer has no field for it",
        "Give the Secret to the namespace's default ServiceAccount, or use a Deployment.");
    options
        .podOptionsOfDeployment()
        .forEach(
            option ->
                requireField(
                    findings,
                    false,
                    option,
                    "a ModelServer has no field for it",
                    "Leave ." + option + "(..) out, or use a Deployment."));
    options.servables().stream()
        .filter(GraphServable.class::isInstance)
        .forEach(
            graph ->
                requireField(
                    findings,
                    false,
                    "graph",
                    quote(graph.name())
                        + " is a graph, and a ModelServer has no field for what graphs need: HTTP"
                        + " workers and a startup probe",
                    "Use a Deployment."));
    checkResources(findings);
  }

  private void checkImage(Findings findings) {
    options
        .image()
        .version()
        .ifPresent(
            version ->
                findings.require(
                    version.startsUnderOperator(),
                    FindingCode.OPERATOR_IMAGE_TOO_NEW,
                    "image",
                    quote(options.imageText())
                        + " crashes under the OpenVINO operator: it always passes"
                        + " --sequence_cleaner_poll_wait_minutes, which OVMS 2026.3 removed",
                    "Use OvmsImage.of(\"%s\"), the last compatible one, or leave .workload(..) out."
                        .formatted(OvmsVersion.LAST_UNDER_OPERATOR)));
  }

  private void checkLifecycle(Findings findings) {
    Lifecycle configured = options.lifecycle();
    Lifecycle fixed = Lifecycle.DEFAULT;
    requireDefault(findings, "startup", configured.startup(), fixed.startup());
    requireDefault(
        findings,
        "maxRequestDuration",
        configured.maxRequestDuration(),
        options.defaultMaxRequestDuration());
    requireDefault(
        findings, "maxConnectionAge", configured.maxConnectionAge(), fixed.maxConnectionAge());
    findings.add(
        FindingCode.CONNECTIONS_STAY,
        "workload",
        quote(Workload.MODEL_SERVER)
            + " has no field for gRPC connections: they never close, so gRPC clients never use a"
            + " new pod, and each is limited to as many concurrent calls as the pod has cores,"
            + " which caps the measured load of few clients",
        "Use a load-balancing proxy between clients and pods, or a Deployment.");
  }

  /**
   * The operator's readiness probe checks the server, not its models, and it sets no startup probe.
   */
  private void checkRetries(Findings findings) {
    findings.require(
        !options.fileSystemPollInterval().isZero(),
        FindingCode.MODELS_NOT_RETRIED,
        "fileSystemPollInterval",
        quote(Workload.MODEL_SERVER)
            + " has no field for a startup probe, so a pod that failed to load its models is"
            + " ready anyway, and without polling never retries",
        "Add .fileSystemPollInterval(Duration.ofMinutes(1)), which retries, or use a Deployment.");
  }

  private void checkResources(Findings findings) {
    requireField(
        findings,
        !options.resources().requests().containsKey(Resources.EPHEMERAL_STORAGE),
        "resources",
        quote(Resources.EPHEMERAL_STORAGE) + " has no field in a ModelServer",
        "Leave .ephemeralStorage(..) out, or use a Deployment.");
    List<String> devices = new ModelServerSpec(options).devices();
    requireField(
        findings,
        devices.size() <= 1,
        "resources",
        quote(devices) + " are more than one kind of device; a ModelServer has a field for one",
        "Serve the models from two servers, or use a Deployment.");
  }

  private static void requireDefault(
      Findings findings, String option, Duration configured, Duration standard) {
    requireField(
        findings,
        configured.equals(standard),
        option,
        quote(Durations.text(configured)) + " has no field in a ModelServer",
        "Leave ." + option + "(..) out, or use a Deployment.");
  }

  private static void requireField(
      Findings findings, boolean condition, String option, String problem, String fix) {
    findings.require(condition, FindingCode.OPERATOR_CANNOT_EXPRESS, option, problem, fix);
  }
}
