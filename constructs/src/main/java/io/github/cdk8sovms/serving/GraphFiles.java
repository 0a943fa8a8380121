package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The {@code graph.pbtxt} files of the generative models of a server. They are keys of its
 * ConfigMap, mounted as one directory per model: every release since 2025.1 reads {@code
 * <base_path>/graph.pbtxt}, but 2025.1 ignores {@code graph_path}, and the directory of the weights
 * is read-only and may be shared by several servers.
 *
 * @param models the generative models
 * @param configMap the ConfigMap of the server
 * @param version the OVMS release
 * @param cacheDirectory the directory of the model cache, if there is one
 */
record GraphFiles(
    List<GenerativeModel<?>> models,
    String configMap,
    OvmsVersion version,
    Optional<String> cacheDirectory) {
  static final String VOLUME = "graphs";

  private static final Pattern KEY = Pattern.compile("graph-\\d+\\.pbtxt");

  static GraphFiles of(ServerSpec server, Optional<String> cacheDirectory) {
    return new GraphFiles(
        modelsOf(server.servables()),
        server.configFile().configMap(),
        server.version(),
        cacheDirectory);
  }

  static List<GenerativeModel<?>> modelsOf(List<Servable> servables) {
    return servables.stream()
        .filter(GenerativeModel.class::isInstance)
        .<GenerativeModel<?>>map(each -> (GenerativeModel<?>) each)
        .toList();
  }

  /** Returns whether a key of the ConfigMap is that of a graph. */
  static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  /** Returns the files by their key. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (GenerativeModel<?> model : models) {
      files.put(
          key(files.size()),
          new GraphText(model, BasePath.of(model), version, cacheDirectory).text());
    }
    return files;
  }

  List<Volume> volumes() {
    if (models.isEmpty()) {
      return List.of();
    }
    Map<String, String> pathOfKey = new LinkedHashMap<>();
    for (GenerativeModel<?> model : models) {
      pathOfKey.put(key(pathOfKey.size()), model.directory() + "/graph.pbtxt");
    }
    return List.of(Volumes.configMap(VOLUME, configMap, pathOfKey));
  }

  List<VolumeMount> mounts() {
    return models.isEmpty() ? List.of() : List.of(Volumes.readOnly(VOLUME, GenerativeModel.GRAPHS));
  }

  private static String key(int index) {
    return "graph-" + index + ".pbtxt";
  }
}
