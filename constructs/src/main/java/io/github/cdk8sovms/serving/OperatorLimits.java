package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/**
 * What the OpenVINO operator does not support: its ModelServer has few fields.
 *
 * @param server its specification
 * @param mesh of its pods, unless their namespace joins them
 */
record OperatorLimits(ServerSpec server, Optional<Mesh> mesh) {
  private static final String USE_A_DEPLOYMENT = "Use an OvmsModelServer, which is a Deployment.";

  void check(Findings findings) {
    findings.add(
        FindingCode.OPERATOR_DEPRECATED,
        "image",
        "the OpenVINO operator is deprecated and does not run OVMS 2026.3 or newer",
        USE_A_DEPLOYMENT);
    String name = server.placement().identity().name();
    int service = new OpenVinoOperatorServerManifest(server).serviceName().length();
    Names.checkRoom(
        findings,
        "name",
        name,
        service - name.length(),
        "the operator appends \"-ovms\" for its Service");
    checkImage(findings);
    findings.add(
        FindingCode.CONNECTIONS_STAY,
        "image",
        "a ModelServer has no field for gRPC connections: they never close, so gRPC clients never"
            + " use a new pod, and each is limited to as many concurrent calls as the pod has cores,"
            + " which caps the measured load of few clients",
        "Use a load-balancing proxy between clients and pods, or an OvmsModelServer.");
    checkRetries(findings);
    mesh.ifPresent(
        joined ->
            findings.add(
                FindingCode.MESH_BY_NAMESPACE,
                "namespace",
                quote(joined)
                    + " cannot be set on the pods of a ModelServer, which has no field for"
                    + " pod labels; they join a mesh by their namespace only",
                "Create the namespace here with Namespace.Builder.create(..).mesh(..),"
                    + " or label the existing one."));
    checkResources(findings);
    new ModelsRepository(server.servables()).check(findings);
  }

  private void checkImage(Findings findings) {
    findings.require(
        server.version().startsUnderOperator(),
        FindingCode.OPERATOR_IMAGE_TOO_NEW,
        "image",
        quote(server.imageText())
            + " crashes under the OpenVINO operator: it always passes"
            + " --sequence_cleaner_poll_wait_minutes, which OVMS 2026.3 removed",
        "Use OvmsImage.of(\"%s\"), the last compatible one, or an OvmsModelServer."
            .formatted(OvmsVersion.LAST_UNDER_OPERATOR));
  }

  /**
   * The operator's readiness probe checks the server, not its models, and it sets no startup probe.
   */
  private void checkRetries(Findings findings) {
    findings.require(
        !server.fileSystemPollInterval().isZero(),
        FindingCode.MODELS_NOT_RETRIED,
        "fileSystemPollInterval",
        "a ModelServer has no field for a startup probe, so a pod that failed to load its models is"
            + " ready anyway, and without polling never retries",
        "Add .fileSystemPollInterval(Duration.ofMinutes(1)), which retries, or use an"
            + " OvmsModelServer.");
  }

  private void checkResources(Findings findings) {
    requireField(
        findings,
        !ResourceAmounts.of(server.resources()).requests().containsKey(Resources.EPHEMERAL_STORAGE),
        quote(Resources.EPHEMERAL_STORAGE) + " has no field in a ModelServer",
        "Leave .ephemeralStorage(..) out, or use an OvmsModelServer.");
    List<String> devices = new ModelServerFields(server).devices();
    requireField(
        findings,
        devices.size() <= 1,
        quote(devices) + " are more than one kind of device; a ModelServer has a field for one",
        "Serve the models from two servers, or from an OvmsModelServer.");
  }

  private static void requireField(
      Findings findings, boolean condition, String problem, String fix) {
    findings.require(condition, FindingCode.OPERATOR_CANNOT_EXPRESS, "resources", problem, fix);
  }
}
