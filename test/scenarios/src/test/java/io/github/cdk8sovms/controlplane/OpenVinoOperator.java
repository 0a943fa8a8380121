package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.Background;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plays the OpenVINO operator, whose code cannot be had as a Go module: of each ModelServer it
 * makes the Deployment and the Service, with the names, labels, ports, probes and arguments of its
 * Helm chart, and writes back what the scale subresource reads.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/operator/tree/main/helm-charts/ovms/templates">The
 *     chart</a>
 */
public final class OpenVinoOperator implements AutoCloseable {
  private static final String MANAGER = "ovms-operator";

  /** Lists all objects in each round; the real controller watches them. */
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final ApiClient api;
  private final Background.Loop loop;

  /** Starts at once. */
  public OpenVinoOperator(ApiClient api) {
    this.api = api;
    this.loop = Background.repeat("openvino operator", PERIOD, this::pass);
  }

  @Override
  public void close() {
    loop.close();
  }

  private void pass() {
    for (JsonNode server : api.list("/apis/intel.com/v1alpha1/modelservers")) {
      String release = server.at("/metadata/name").asText();
      String name = release.contains("ovms") ? release : release + "-ovms";
      String namespace = server.at("/metadata/namespace").asText();
      List<Manifest> rendered = render(server, release, name, namespace);
      rendered.forEach(manifest -> api.apply(manifest.tree(), MANAGER));
      JsonNode deployment = api.get(api.pathOf(rendered.get(0).tree()));
      api.patch(
          api.pathOf(server) + "/status",
          Map.of(
              "status",
              Map.of(
                  "replicas",
                  deployment.at("/status/availableReplicas").asInt(),
                  "labelSelector",
                  "release=" + release)));
    }
  }

  private static List<Manifest> render(
      JsonNode server, String release, String name, String namespace) {
    JsonNode spec = server.path("spec");
    String text =
        Repository.read(Repository.RESOURCES.resolve("control-plane/ovms-chart.yaml"))
            .replace("RELEASE", release)
            .replace("FULLNAME", name)
            .replace("NAMESPACE", namespace)
            .replace("REPLICAS", spec.at("/deployment_parameters/replicas").asText("1"))
            .replace("IMAGE", spec.path("image_name").asText())
            .replace("ARGUMENTS", Manifest.json(arguments(spec)))
            .replace("CONFIG_MAP", spec.at("/models_settings/config_configmap_name").asText())
            .replace("GRPC_PORT", spec.at("/service_parameters/grpc_port").asText("8080"))
            .replace("REST_PORT", spec.at("/service_parameters/rest_port").asText("8081"));
    return Manifest.of(text);
  }

  /** Those of a server that is configured by a file. */
  private static List<String> arguments(JsonNode spec) {
    JsonNode models = spec.path("models_settings");
    if (models.path("single_model_mode").asBoolean(true)) {
      throw new UnsupportedOperationException("a ModelServer without a configuration file");
    }
    JsonNode settings = spec.path("server_settings");
    List<String> arguments = new ArrayList<>();
    add(arguments, "--config_path", models.path("config_path").asText("/config/config.json"));
    add(arguments, "--log_level", settings.path("log_level").asText("INFO"));
    for (String optional :
        List.of(
            "file_system_poll_wait_seconds",
            "grpc_workers",
            "rest_workers",
            "sequence_cleaner_poll_wait_minutes")) {
      if (settings.has(optional)) {
        add(arguments, "--" + optional, settings.path(optional).asText());
      }
    }
    if (!settings.has("sequence_cleaner_poll_wait_minutes")) {
      add(arguments, "--sequence_cleaner_poll_wait_minutes", "5");
    }
    add(arguments, "--port", "8080");
    add(arguments, "--rest_port", "8081");
    return arguments;
  }

  private static void add(List<String> arguments, String name, String value) {
    arguments.add(name);
    arguments.add(value);
  }
}
