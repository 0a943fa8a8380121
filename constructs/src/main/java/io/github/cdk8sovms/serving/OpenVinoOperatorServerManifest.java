package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.serving.internal.MetricsEndpoint;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeConfigMap;

/** A server as ConfigMap and ModelServer, from which the OpenVINO operator creates the rest. */
final class OpenVinoOperatorServerManifest implements ServerManifest {
  /** The name of the operator's chart, which it appends to names that do not contain it. */
  private static final String CHART = "ovms";

  private final ServerSpec spec;
  private final Identity identity;

  /** The objects to which users have access. */
  record Emitted(ObjectRef<ApiObject> modelServer, ObjectRef<KubeConfigMap> configMap) {}

  OpenVinoOperatorServerManifest(ServerSpec spec) {
    this.spec = spec;
    this.identity = spec.placement().identity();
  }

  Emitted create(ApiObjects objects) {
    objects.reserve("Deployment", serviceName());
    objects.reserve("Service", serviceName());
    String config =
        ConfigFile.content(
            spec.servables(),
            spec.metrics().chosen(),
            model -> model.toConfig(ModelsRepository.basePath(model)));
    var configMap =
        objects.configMap(
            "Config", spec.configFile().configMap(), Map.of(spec.configFile().key(), config));
    var modelServer =
        objects.customResource(
            ApiObjects.MAIN,
            ModelServerFields.KIND,
            identity.name(),
            Map.of(),
            new ModelServerFields(spec).toMap());
    ServerNetwork.create(objects, spec, podLabels());
    return new Emitted(modelServer, configMap);
  }

  @Override
  public ScaleTarget scaleTarget() {
    return new ScaleTarget(
        ModelServerFields.KIND, identity.name(), Optional.of(ModelServerFields.REPLICAS));
  }

  @Override
  public MetricsEndpoint metrics() {
    return new MetricsEndpoint(
        identity.namespace(),
        podLabels(),
        podLabels(),
        spec.ports().rest(),
        spec.placement().pods().isolated(),
        spec.placement().pods().mesh(),
        spec.version().servesMetricsAsText());
  }

  private Map<String, String> podLabels() {
    return Map.of("app", serviceName());
  }

  @Override
  public StartBudget startBudget() {
    return StartStages.underOperator(spec).budget(StartTimes.NONE);
  }

  /** Follows the chart's rule: names that contain its own name are kept. */
  @Override
  public String serviceName() {
    return identity.name().contains(CHART) ? identity.name() : identity.name() + "-" + CHART;
  }

  @Override
  public String podNames() {
    return PodNames.of(serviceName());
  }

  @Override
  public Optional<String> containerName() {
    return Optional.empty();
  }
}
