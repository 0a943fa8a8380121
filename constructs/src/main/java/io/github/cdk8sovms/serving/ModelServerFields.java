package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The spec of a ModelServer: the values of the operator's chart, by its field names. */
record ModelServerFields(ServerSpec server) {
  static final ResourceType KIND = new ResourceType("intel.com/v1alpha1", "ModelServer");

  /** JSON pointer to the number of replicas in the object. */
  static final String REPLICAS = "/spec/deployment_parameters/replicas";

  Map<String, Object> toMap() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("image_name", server.imageText());
    spec.put("deployment_parameters", deploymentParameters());
    spec.put("service_parameters", serviceParameters());
    spec.put("models_settings", modelsSettings());
    spec.put("server_settings", serverSettings());
    Map<String, Object> repository = repository().toMap();
    if (!repository.isEmpty()) {
      spec.put("models_repository", repository);
    }
    return spec;
  }

  ModelsRepository repository() {
    return new ModelsRepository(server.servables());
  }

  /** Returns the kinds of requested devices, for which there is one field. */
  List<String> devices() {
    return ResourceAmounts.of(server.resources()).requests().keySet().stream()
        .filter(ModelServerFields::isDevice)
        .toList();
  }

  private Map<String, Object> deploymentParameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    // Always written: without it the object has no scale subresource, and the HPA reports
    // FailedGetScale.
    parameters.put("replicas", server.replicas().orElse(1));
    repository().envSecret().ifPresent(secret -> parameters.put("extra_envs_secret", secret));
    Map<String, Object> limits = amounts(ResourceAmounts.of(server.resources()).limits());
    if (!limits.isEmpty()) {
      Map<String, Object> resources = new LinkedHashMap<>();
      resources.put("limits", limits);
      resources.put("requests", amounts(ResourceAmounts.of(server.resources()).requests()));
      parameters.put("resources", resources);
    }
    return parameters;
  }

  private Map<String, Object> serviceParameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("grpc_port", server.ports().grpc());
    parameters.put("rest_port", server.ports().rest());
    return parameters;
  }

  private Map<String, Object> modelsSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("single_model_mode", false);
    settings.put("config_configmap_name", server.configFile().configMap());
    settings.put("config_path", server.configFile().path());
    return settings;
  }

  private Map<String, Object> serverSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("file_system_poll_wait_seconds", server.fileSystemPollInterval().toSeconds());
    settings.put("log_level", server.logLevel().name());
    server.capacity().restWorkers().ifPresent(workers -> settings.put("rest_workers", workers));
    return settings;
  }

  /** CPU and memory are left to the operator unless configured; devices are always written. */
  private Map<String, Object> amounts(Map<String, Quantity> resources) {
    Map<String, Object> amounts = new LinkedHashMap<>();
    resources.forEach(
        (resource, amount) -> {
          if (isDevice(resource)) {
            amounts.put("xpu_device", resource);
            amounts.put("xpu_device_quantity", amount.canonical());
          } else if (server.configuredResources().isPresent()) {
            amounts.put(resource, amount.canonical());
          }
        });
    return amounts;
  }

  private static boolean isDevice(String resource) {
    return resource.contains("/");
  }
}
