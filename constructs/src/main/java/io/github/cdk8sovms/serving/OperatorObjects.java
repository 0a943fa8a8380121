package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.Map;
import java.util.Optional;

/** A server as ConfigMap and ModelServer, from which the OpenVINO operator creates the rest. */
final class OperatorObjects implements WorkloadObjects {
  /** The name of the operator's chart, which it appends to names that do not contain it. */
  private static final String CHART = "ovms";

  private final ServerOptions options;
  private final Identity identity;

  OperatorObjects(ServerOptions options) {
    this.options = options;
    this.identity = options.placement().identity();
  }

  @Override
  public void check(Findings findings) {
    findings.add(
        FindingCode.OPERATOR_DEPRECATED,
        "workload",
        quote(Workload.MODEL_SERVER)
            + " needs the OpenVINO operator, which is deprecated and does not run OVMS 2026.3 or"
            + " newer",
        "Leave .workload(..) out to get a Deployment.");
    Names.checkRoom(
        findings,
        "name",
        identity.name(),
        serviceName().length() - identity.name().length(),
        "the operator appends \"-ovms\" for its Service");
    new OperatorLimits(options).check(findings);
    new ModelsRepository(options.servables()).check(findings);
  }

  @Override
  public EmittedObjects create(ApiObjects objects) {
    objects.reserve("Deployment", serviceName());
    objects.reserve("Service", serviceName());
    String config =
        ConfigFile.content(options.servables(), options.metrics(), ModelsRepository::basePath);
    var configMap =
        objects.configMap(
            "Config", options.configFile().configMap(), Map.of(options.configFile().key(), config));
    var modelServer =
        objects.customResource(
            ApiObjects.MAIN,
            ModelServerSpec.KIND,
            identity.name(),
            Map.of(),
            new ModelServerSpec(options).toMap());
    ServerNetwork.create(objects, options, podLabels());
    return new EmittedObjects(modelServer, null, configMap, null, null, null);
  }

  @Override
  public ScaleTarget scaleTarget() {
    return new ScaleTarget(
        ModelServerSpec.KIND, identity.name(), Optional.of(ModelServerSpec.REPLICAS));
  }

  @Override
  public MetricsEndpoint metrics() {
    return new MetricsEndpoint(
        identity.namespace(),
        podLabels(),
        podLabels(),
        options.ports().rest(),
        options.placement().pods().isolated(),
        options.placement().pods().mesh(),
        options.version().servesMetricsAsText());
  }

  private Map<String, String> podLabels() {
    return Map.of("app", serviceName());
  }

  /** Follows the chart's rule: names that contain its own name are kept. */
  @Override
  public String serviceName() {
    return identity.name().contains(CHART) ? identity.name() : identity.name() + "-" + CHART;
  }
}
