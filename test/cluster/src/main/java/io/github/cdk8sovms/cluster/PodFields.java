package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fields of a pod that its containers can read. */
final class PodFields {
  private static final Pattern ENTRY = Pattern.compile("(.+)\\['(.+)'\\]");

  private PodFields() {}

  /**
   * @param path such as {@code metadata.name} or {@code metadata.labels['app']}
   */
  static String of(JsonNode pod, String path) {
    Matcher entry = ENTRY.matcher(path);
    JsonNode found =
        entry.matches()
            ? pod.at(pointer(entry.group(1))).path(entry.group(2))
            : pod.at(pointer(path));
    return found.asText();
  }

  private static String pointer(String path) {
    return "/" + path.replace('.', '/');
  }
}
