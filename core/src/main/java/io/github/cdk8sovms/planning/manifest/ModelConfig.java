package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the configuration file of OVMS. */
record ModelConfig(Texts texts) {

  /**
   * Returns the models and graphs of a file.
   *
   * @param file its name, for messages
   * @param files returns the text of a graph's file at a path
   */
  List<ModelEntry> models(String file, String text, Function<String, Optional<String>> files) {
    Node config = texts.parse(file, text);
    List<ModelEntry> models = new ArrayList<>();
    for (Node entry : config.at("model_config_list").elements()) {
      models.add(model(entry.at("config"), files));
    }
    for (Node entry : config.at("mediapipe_config_list").elements()) {
      models.add(graph(entry, files));
    }
    if (models.isEmpty()) {
      throw new InvalidInputException(
          file + " has no model. Add one to model_config_list, or plan another server.");
    }
    return models;
  }

  private static ModelEntry model(Node config, Function<String, Optional<String>> files) {
    boolean isGraph =
        config.at("graph_path").exists() || files.apply(graphPath(config)).isPresent();
    return isGraph
        ? graph(config, files)
        : ModelEntry.model(
            config.at("name").text(),
            config.at("target_device").text(),
            config.at("nireq"),
            config.at("plugin_config"),
            config.at("model_version_policy"));
  }

  private static ModelEntry graph(Node config, Function<String, Optional<String>> files) {
    return ModelEntry.graph(config.at("name").text(), files.apply(graphPath(config)));
  }

  /** A relative path is one below the base path. */
  private static String graphPath(Node config) {
    String path = config.at("graph_path").text();
    String file = path.isEmpty() ? "graph.pbtxt" : path;
    return file.startsWith("/") ? file : config.at("base_path").text() + "/" + file;
  }
}
