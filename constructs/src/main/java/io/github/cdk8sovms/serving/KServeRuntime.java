package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * A ServingRuntime or ClusterServingRuntime that the platform owns, for {@link
 * KServeModelServer.Builder#runtime}. Immutable: each method returns a modified copy.
 *
 * <pre>{@code
 * KServeRuntime.openShiftAi("kserve-ovms")
 * KServeRuntime.existing("team-ovms").ports(9000, 8080).modelFormat("openvino").withMetrics()
 * }</pre>
 *
 * @param name of the runtime; one in the namespace takes precedence over one of the cluster
 * @param grpc the port that its arguments set for gRPC
 * @param rest the port that its arguments set for HTTP
 * @param modelFormat a format that it supports
 * @param metricsEnabled whether its arguments enable metrics
 */
public record KServeRuntime(
    String name, int grpc, int rest, String modelFormat, boolean metricsEnabled) {
  static final String FORMAT = "openvino";

  /** Takes no null. */
  public KServeRuntime {
    Required.nonNull(name, "name");
    Required.nonNull(modelFormat, "modelFormat");
  }

  /**
   * Any runtime with OVMS. Default: the ports of {@code kserve-openvino}, 9000 and 8080, the format
   * {@code openvino}, and metrics that are not enabled.
   */
  public static KServeRuntime existing(String name) {
    return new KServeRuntime(Required.nonNull(name), 9000, 8080, FORMAT, false);
  }

  /**
   * The runtime {@code kserve-openvino} of KServe. Its arguments do not enable metrics, up to at
   * least KServe 0.20.
   *
   * @see <a
   *     href="https://github.com/kserve/kserve/blob/v0.20.0/config/runtimes/kserve-openvino.yaml">The
   *     runtime</a>
   */
  public static KServeRuntime kserve() {
    return existing("kserve-openvino");
  }

  /**
   * The runtime of OpenShift AI, under the name that it has in the project: ports 8001 and 8888,
   * the format {@code openvino_ir}, and metrics that are enabled.
   *
   * @see <a
   *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/extras/openshift_AI/ServingRuntime.yaml">The
   *     runtime</a>
   */
  public static KServeRuntime openShiftAi(String name) {
    return new KServeRuntime(Required.nonNull(name), 8001, 8888, "openvino_ir", true);
  }

  /** Sets the ports for gRPC and HTTP that its arguments have. */
  public KServeRuntime ports(int grpc, int rest) {
    return new KServeRuntime(name, grpc, rest, modelFormat, metricsEnabled);
  }

  /** Sets a format that it lists in {@code supportedModelFormats}. */
  public KServeRuntime modelFormat(String format) {
    return new KServeRuntime(name, grpc, rest, Required.nonNull(format), metricsEnabled);
  }

  /** States that its arguments have {@code --metrics_enable}, so that it is not added. */
  public KServeRuntime withMetrics() {
    return new KServeRuntime(name, grpc, rest, modelFormat, true);
  }

  void check(Findings findings, String model, String service) {
    Names.checkReference(findings, "runtime", name);
    findings.require(
        modelFormat.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"),
        FindingCode.KSERVE_CANNOT_EXPRESS,
        "runtime",
        quote(modelFormat) + " is not a name of a model format",
        "Write one that the runtime lists, such as .modelFormat(\"openvino\").");
    findings.require(
        model.equals(service),
        FindingCode.KSERVE_CANNOT_EXPRESS,
        "model",
        quote(model)
            + " is not the name under which the runtime serves the model: its arguments have"
            + " --model_name={{.Name}}, the name of the InferenceService "
            + quote(service),
        "Write Model.of(\"" + service + "\", ..), or .name(..) on the server.");
    findings.add(
        FindingCode.KSERVE_RUNTIME_OF_OTHERS,
        "runtime",
        quote(name)
            + " is not emitted here: its image, ports and arguments are taken as stated, and the"
            + " image decides the OVMS version",
        "Compare them after each upgrade of the platform: kubectl get servingruntime,"
            + "clusterservingruntime.");
  }
}
