package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the Helm chart of the OpenVINO operator creates from a ModelServer: its names, labels,
 * ports, probes and arguments; not its volumes of models and credentials.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/operator/tree/5cd2e76/helm-charts/ovms/templates">helm-charts/ovms</a>
 */
public final class OperatorChart {
  /** Default of the custom resource, which passes the argument always. */
  private static final int SEQUENCE_CLEANER_MINUTES = 5;

  private final JsonNode modelServer;
  private final String name;

  private OperatorChart(JsonNode modelServer) {
    this.modelServer = modelServer;
    String release = release();
    this.name = release.contains("ovms") ? release : release + "-ovms";
  }

  /** The chart for a ModelServer as it is stored. */
  public static OperatorChart of(JsonNode modelServer) {
    return new OperatorChart(modelServer);
  }

  /** The Deployment, which has as many replicas as the ModelServer says. */
  public ObjectNode deployment() {
    ObjectNode deployment = object("apps/v1", "Deployment");
    ObjectNode spec = deployment.putObject("spec");
    spec.put("replicas", spec("deployment_parameters/replicas").asInt(1));
    ObjectNode selector = spec.putObject("selector").putObject("matchLabels");
    selector.put("release", release()).put("app", name);
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").set("labels", labels());
    template.set("spec", podSpec());
    return deployment;
  }

  /** The Service in front of it. */
  public ObjectNode service() {
    ObjectNode service = object("v1", "Service");
    ObjectNode spec = service.putObject("spec");
    spec.put("type", spec("service_parameters/service_type").asText("ClusterIP"));
    spec.putObject("selector").put("app", name);
    ArrayNode ports = spec.putArray("ports");
    ports
        .addObject()
        .put("name", "grpc")
        .put("port", spec("service_parameters/grpc_port").asInt(8080))
        .put("targetPort", 8080);
    ports
        .addObject()
        .put("name", "rest")
        .put("port", spec("service_parameters/rest_port").asInt(8081))
        .put("targetPort", 8081);
    return service;
  }

  private ObjectNode podSpec() {
    ObjectNode pod = node();
    ObjectNode container = pod.putArray("containers").addObject();
    container.put("name", "ovms").put("image", spec("image_name").asText());
    arguments().forEach(container.withArrayProperty("args")::add);
    ArrayNode ports = container.putArray("ports");
    ports.addObject().put("name", "grpc").put("containerPort", 8080);
    ports.addObject().put("name", "rest").put("containerPort", 8081);
    container.set("livenessProbe", probe("/v2/health/live"));
    container.set(
        "readinessProbe",
        probe("/v2/health/ready").put("initialDelaySeconds", 5).put("periodSeconds", 5));
    container.set("resources", resources());
    String configMap = spec("models_settings/config_configmap_name").asText();
    if (!configMap.isEmpty()) {
      container
          .putArray("volumeMounts")
          .addObject()
          .put("name", "config")
          .put("mountPath", "/config");
      ObjectNode volume = pod.putArray("volumes").addObject();
      volume.put("name", "config").putObject("configMap").put("name", configMap);
    }
    return pod;
  }

  private List<String> arguments() {
    Arguments args = new Arguments();
    if (spec("models_settings/single_model_mode").asBoolean(true)) {
      args.add("model_path", spec("models_settings/model_path").asText());
      args.add("model_name", spec("models_settings/model_name").asText("resnet"));
      args.add("target_device", spec("models_settings/target_device").asText("CPU"));
      for (String option :
          List.of(
              "nireq", "plugin_config", "batch_size", "layout", "shape", "model_version_policy")) {
        args.addIfSet(option, spec("models_settings/" + option));
      }
    } else {
      args.add("config_path", spec("models_settings/config_path").asText("/config/config.json"));
    }
    if (spec("monitoring/metrics_enable").asBoolean()) {
      args.addFlag("metrics_enable");
      args.addIfSet("metrics_list", spec("monitoring/metrics_list"));
    }
    args.add("log_level", spec("server_settings/log_level").asText("INFO"));
    args.add(
        "file_system_poll_wait_seconds",
        spec("server_settings/file_system_poll_wait_seconds").asText("1"));
    args.add("grpc_workers", spec("server_settings/grpc_workers").asText("1"));
    args.addIfSet("rest_workers", spec("server_settings/rest_workers"));
    args.add(
        "sequence_cleaner_poll_wait_minutes",
        spec("server_settings/sequence_cleaner_poll_wait_minutes")
            .asText(String.valueOf(SEQUENCE_CLEANER_MINUTES)));
    args.add("port", "8080");
    args.add("rest_port", "8081");
    return args.words();
  }

  /** Words of a command line. */
  private record Arguments(List<String> words) {
    Arguments() {
      this(new ArrayList<>());
    }

    void addFlag(String name) {
      words.add("--" + name);
    }

    void add(String name, String value) {
      addFlag(name);
      words.add(value);
    }

    void addIfSet(String name, JsonNode value) {
      if (!value.asText().isEmpty() && !value.asText().equals("0")) {
        add(name, value.asText());
      }
    }
  }

  private ObjectNode resources() {
    ObjectNode resources = node();
    for (String bound : List.of("limits", "requests")) {
      JsonNode given = spec("deployment_parameters/resources/" + bound);
      ObjectNode made = resources.putObject(bound);
      for (String name : List.of("cpu", "memory")) {
        if (given.has(name)) {
          made.set(name, given.get(name));
        }
      }
      if (given.has("xpu_device")) {
        made.put(given.get("xpu_device").asText(), given.path("xpu_device_quantity").asText("1"));
      }
    }
    return resources;
  }

  private static ObjectNode probe(String path) {
    ObjectNode probe = node();
    probe.putObject("httpGet").put("path", path).put("port", "rest");
    return probe;
  }

  private ObjectNode object(String apiVersion, String kind) {
    ObjectNode object = node();
    object.put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", name);
    metadata.put("namespace", modelServer.at("/metadata/namespace").asText());
    metadata.set("labels", labels());
    return object;
  }

  private ObjectNode labels() {
    return node()
        .put("heritage", "Helm")
        .put("release", release())
        .put("chart", "ovms-4.0.0")
        .put("app", name);
  }

  private String release() {
    return modelServer.at("/metadata/name").asText();
  }

  private JsonNode spec(String path) {
    return modelServer.at("/spec/" + path);
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
