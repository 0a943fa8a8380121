package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a server finds in its container.
 *
 * @param image with the tag, which has the version
 * @param args of the command line
 * @param env environment variables
 * @param files the mounted text files by path
 * @param cpuLimit in cores; empty if there is none
 */
public record PodSpecView(
    String image,
    List<String> args,
    Map<String, String> env,
    Map<String, String> files,
    OptionalDouble cpuLimit) {

  /** Copies lists and maps. */
  public PodSpecView {
    args = List.copyOf(args);
    env = Map.copyOf(env);
    files = Map.copyOf(files);
  }

  /**
   * The container named {@code ovms}, or the only one.
   *
   * @param podSpec {@code spec} of a pod, or of the template of one
   * @param configMap gives the {@code data} of a ConfigMap by name
   */
  public static PodSpecView of(JsonNode podSpec, Function<String, Map<String, String>> configMap) {
    return of(podSpec, configMap, secret -> Map.of());
  }

  /**
   * The same, with files of Secrets.
   *
   * @param secret gives the texts of a Secret by name
   */
  public static PodSpecView of(
      JsonNode podSpec,
      Function<String, Map<String, String>> configMap,
      Function<String, Map<String, String>> secret) {
    JsonNode container = container(podSpec);
    List<String> args = new ArrayList<>();
    container.path("args").forEach(arg -> args.add(arg.asText()));
    Map<String, String> env = new LinkedHashMap<>();
    container
        .path("env")
        .forEach(each -> env.put(each.path("name").asText(), each.path("value").asText()));
    return new PodSpecView(
        container.path("image").asText(),
        args,
        env,
        files(podSpec, container, configMap, secret),
        cores(container.at("/resources/limits/cpu")));
  }

  private static JsonNode container(JsonNode podSpec) {
    JsonNode containers = podSpec.path("containers");
    for (JsonNode each : containers) {
      if (each.path("name").asText().equals("ovms")) {
        return each;
      }
    }
    if (containers.size() != 1) {
      throw new IllegalArgumentException("none of " + containers.size() + " containers is ovms");
    }
    return containers.get(0);
  }

  private static Map<String, String> files(
      JsonNode podSpec,
      JsonNode container,
      Function<String, Map<String, String>> configMap,
      Function<String, Map<String, String>> secret) {
    Map<String, String> files = new LinkedHashMap<>();
    for (JsonNode mount : container.path("volumeMounts")) {
      String directory = mount.path("mountPath").asText() + "/";
      for (JsonNode volume : podSpec.path("volumes")) {
        if (!volume.path("name").equals(mount.path("name"))) {
          continue;
        }
        if (volume.has("configMap")) {
          Map<String, String> data = configMap.apply(volume.at("/configMap/name").asText());
          paths(volume.path("configMap"), data)
              .forEach((key, path) -> files.put(directory + path, data.get(key)));
        } else if (volume.has("secret")) {
          Map<String, String> data = secret.apply(volume.at("/secret/secretName").asText());
          data.forEach((key, text) -> files.put(directory + key, text));
        }
      }
    }
    return files;
  }

  /** The paths of files in the volume by key: all keys, or those of its items. */
  private static Map<String, String> paths(JsonNode configMap, Map<String, String> data) {
    Map<String, String> paths = new LinkedHashMap<>();
    if (configMap.has("items")) {
      configMap
          .path("items")
          .forEach(item -> paths.put(item.path("key").asText(), item.path("path").asText()));
      paths.keySet().retainAll(data.keySet());
    } else {
      data.keySet().forEach(key -> paths.put(key, key));
    }
    return paths;
  }

  private static OptionalDouble cores(JsonNode cpu) {
    if (cpu.isMissingNode()) {
      return OptionalDouble.empty();
    }
    String text = cpu.asText();
    return OptionalDouble.of(
        text.endsWith("m")
            ? Double.parseDouble(text.substring(0, text.length() - 1)) / 1000
            : Double.parseDouble(text));
  }
}
