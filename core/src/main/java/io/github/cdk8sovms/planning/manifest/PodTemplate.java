package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The pod template of a Deployment or StatefulSet that runs OVMS.
 *
 * @param workload the object, for messages
 */
record PodTemplate(ObjectRef workload, Node template, Node container, Map<String, String> flags) {
  private static final Pattern SERVER_FLAG =
      Pattern.compile("--(rest_port|config_path|model_name|model_path)\\b.*", Pattern.DOTALL);

  static PodTemplate of(Node object) {
    ObjectRef workload = ManifestObjects.ref(object);
    Node template = object.at("spec", "template");
    for (Node container : template.at("spec", "containers").elements()) {
      List<String> words = words(container);
      if (container.at("image").text().contains("model_server")
          || container.at("name").text().equals("ovms")
          || words.stream().anyMatch(word -> SERVER_FLAG.matcher(word).matches())) {
        return new PodTemplate(workload, template, container, flags(words));
      }
    }
    throw new InvalidInputException(
        workload
            + " has no container with OpenVINO Model Server. Plan an autoscaler whose target has"
            + " one.");
  }

  String namespace() {
    return workload.namespace();
  }

  Map<String, String> labels() {
    return template.at("metadata", "labels").texts();
  }

  String image() {
    return container.at("image").text();
  }

  Optional<String> flag(String name) {
    return Optional.ofNullable(flags.get("--" + name)).filter(value -> !value.isEmpty());
  }

  /** Returns the limit of CPU in whole cores, as OVMS counts them; empty without a limit. */
  OptionalInt cores() {
    return Amount.of(container.at("resources", "limits", "cpu"))
        .map(cores -> OptionalInt.of((int) Math.ceil(cores)))
        .orElse(OptionalInt.empty());
  }

  /** Returns the seconds of preStop, in which a pod that ends still serves requests. */
  int drainSeconds() {
    return container.at("lifecycle", "preStop", "sleep", "seconds").integer().orElse(0);
  }

  /** Returns the numbers in {@code --grpc_channel_arguments}. */
  Map<String, Integer> channelArguments() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (String argument : flag("grpc_channel_arguments").orElse("").split(",")) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        new Node(argument.substring(equals + 1))
            .integer()
            .ifPresent(number -> numbers.put(argument.substring(0, equals), number));
      }
    }
    return numbers;
  }

  /** Returns the text of a file that a ConfigMap of the manifest mounts at a path. */
  Optional<String> file(String path, ManifestObjects objects) {
    String best = "";
    Node mount = new Node(null);
    for (Node each : container.at("volumeMounts").elements()) {
      String root = each.at("mountPath").text().replaceFirst("/+$", "");
      if (path.startsWith(root + "/") && root.length() >= best.length()) {
        best = root;
        mount = each;
      }
    }
    String volume = mount.at("name").text();
    String subPath = mount.at("subPath").text();
    String relative = (subPath.isEmpty() ? "" : subPath + "/") + path.substring(best.length());
    String key = relative.replaceFirst("^/+", "");
    return volume.isEmpty() ? Optional.empty() : fileOf(volume, key, objects);
  }

  private Optional<String> fileOf(String volume, String key, ManifestObjects objects) {
    for (Node each : template.at("spec", "volumes").elements()) {
      if (each.at("name").text().equals(volume)) {
        List<Node> sources = new ArrayList<>(List.of(each));
        sources.addAll(each.at("projected", "sources").elements());
        for (Node source : sources) {
          Node config = source.at("configMap");
          String name = config.at("name").text();
          Node data =
              objects
                  .find("", "ConfigMap", namespace(), name)
                  .map(object -> object.at("data"))
                  .orElse(new Node(null));
          String text = data.at(keyOf(config, key)).text();
          if (!text.isEmpty()) {
            return Optional.of(text);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String keyOf(Node config, String path) {
    for (Node item : config.at("items").elements()) {
      if (item.at("path").text().equals(path)) {
        return item.at("key").text();
      }
    }
    return path;
  }

  private static List<String> words(Node container) {
    List<String> words = new ArrayList<>();
    for (String field : List.of("command", "args")) {
      for (Node word : container.at(field).elements()) {
        // The argument of a shell is one string.
        boolean isLine = word.text().contains(" --");
        words.addAll(isLine ? List.of(word.text().split("\\s+")) : List.of(word.text()));
      }
    }
    return words;
  }

  private static Map<String, String> flags(List<String> words) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        continue;
      }
      int equals = word.indexOf('=');
      if (equals > 0) {
        flags.put(word.substring(0, equals), word.substring(equals + 1));
      } else {
        boolean hasValue = i + 1 < words.size() && !words.get(i + 1).startsWith("--");
        flags.put(word, hasValue ? words.get(i + 1) : "");
      }
    }
    return flags;
  }
}
