package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The server's configuration file. Every object in it is closed: one unknown key, and the server
 * does not start.
 *
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/schema.cpp">src/schema.cpp</a>
 */
record ConfigFile(JsonNode tree, Map<String, String> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> ROOT =
      Set.of(
          "model_config_list",
          "mediapipe_config_list",
          "pipeline_config_list",
          "custom_loader_config_list",
          "custom_node_library_config_list",
          "monitoring");

  private static final Set<String> MODEL =
      Set.of(
          "name",
          "base_path",
          "batch_size",
          "graph_path",
          "subconfig",
          "model_version_policy",
          "shape",
          "layout",
          "nireq",
          "target_device",
          "allow_cache",
          "plugin_config",
          "custom_loader_options");

  private static final Set<String> OF_STATEFUL_MODEL =
      Set.of(
          "stateful", "idle_sequence_cleanup", "low_latency_transformation", "max_sequence_number");

  private static final Set<String> GRAPH = Set.of("name", "base_path", "graph_path", "subconfig");

  /** The file that the path names, or the one called so in the directory that it names. */
  static ConfigFile read(String path, Map<String, String> files, OvmsRelease release) {
    String text =
        Optional.ofNullable(files.get(path))
            .or(() -> Optional.ofNullable(files.get(path.replaceFirst("/$", "") + "/config.json")))
            .orElseThrow(() -> refused("File not found or cannot open: " + path));
    ConfigFile file = new ConfigFile(parse(text), files);
    file.check(release);
    return file;
  }

  static JsonNode parse(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (!tree.isObject()) {
        throw refused("The file is not valid json");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw refused("The file is not valid json");
    }
  }

  List<JsonNode> models() {
    List<JsonNode> models = new ArrayList<>();
    tree.path("model_config_list")
        .forEach(
            each -> {
              if (!isGraph(each.path("config"))) {
                models.add(each.path("config"));
              }
            });
    return models;
  }

  List<GraphSettings> graphs() {
    List<GraphSettings> graphs = new ArrayList<>();
    tree.path("mediapipe_config_list").forEach(each -> graphs.add(graph(each)));
    for (JsonNode each : tree.path("model_config_list")) {
      if (isGraph(each.path("config"))) {
        graphs.add(graph(each.path("config")));
      }
    }
    return graphs;
  }

  private GraphSettings graph(JsonNode entry) {
    return GraphSettings.read(entry.path("name").asText(), entry.path("base_path").asText(), files);
  }

  /** A directory with a graph.pbtxt is a graph, in whichever list it is. */
  private boolean isGraph(JsonNode model) {
    return files.containsKey(model.path("base_path").asText() + "/graph.pbtxt");
  }

  boolean hasMonitoring() {
    return tree.has("monitoring");
  }

  boolean enablesMetrics() {
    return tree.at("/monitoring/metrics/enable").asBoolean();
  }

  /** Empty if there is no list. */
  Optional<List<String>> metricsList() {
    JsonNode list = tree.at("/monitoring/metrics/metrics_list");
    if (list.isMissingNode()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    list.forEach(each -> names.add(each.asText()));
    return Optional.of(names);
  }

  private void check(OvmsRelease release) {
    requireOnly(tree, ROOT, "root");
    require(tree.path("model_config_list").isArray(), "model_config_list");
    for (JsonNode each : tree.path("model_config_list")) {
      requireOnly(each, Set.of("config"), "model_config_list");
      checkModel(each.path("config"), release);
    }
    for (JsonNode each : tree.path("mediapipe_config_list")) {
      requireOnly(each, GRAPH, "mediapipe_config_list");
      require(each.path("name").isTextual(), "mediapipe_config_list/name");
    }
    if (hasMonitoring()) {
      JsonNode metrics = tree.at("/monitoring/metrics");
      requireOnly(tree.path("monitoring"), Set.of("metrics"), "monitoring");
      requireOnly(metrics, Set.of("enable", "metrics_list"), "monitoring/metrics");
      require(metrics.path("enable").isBoolean(), "monitoring/metrics/enable");
    }
  }

  private static void checkModel(JsonNode model, OvmsRelease release) {
    for (Iterator<String> keys = model.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      require(
          MODEL.contains(key)
              || (release.knowsStatefulModels() && OF_STATEFUL_MODEL.contains(key))
              || (release.unloadsIdleModels() && key.equals("group_name")),
          "config/" + key);
    }
    require(model.path("name").isTextual(), "config/name");
    require(
        !model.has("nireq") || (model.path("nireq").isInt() && model.path("nireq").asInt() >= 0),
        "config/nireq");
    JsonNode plugin = model.path("plugin_config");
    require(plugin.isMissingNode() || plugin.isObject(), "config/plugin_config");
    for (JsonNode value : plugin) {
      require(
          value.isTextual()
              || value.isNumber()
              || (value.isBoolean() && !release.isBefore(2024, 1)),
          "config/plugin_config");
    }
  }

  private static void requireOnly(JsonNode object, Set<String> keys, String where) {
    require(object.isObject(), where);
    object.fieldNames().forEachRemaining(key -> require(keys.contains(key), where + "/" + key));
  }

  private static void require(boolean holds, String where) {
    if (!holds) {
      throw refused("Json file is not valid according to schema: " + where);
    }
  }

  private static StartRefused refused(String message) {
    return new StartRefused(StartRefused.FAILURE, message);
  }
}
