package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** How large objects may be, before they are made. */
final class ObjectSizes {
  /**
   * Of an object: etcd takes requests of 1.5 MiB unless it is told otherwise, and the API server
   * adds who wrote which field.
   */
  private static final int MOST_BYTES = 1_400_000;

  private ObjectSizes() {}

  /** Checks the objects of a construct. */
  static void check(Findings findings, List<Map<String, Object>> definitions) {
    for (Map<String, Object> definition : definitions) {
      long bytes = bytes(definition);
      findings.require(
          bytes <= MOST_BYTES,
          FindingCode.TOO_LARGE,
          "name",
          quote(describe(definition))
              + " has "
              + bytes
              + " bytes, and a cluster stores at most "
              + MOST_BYTES
              + " of one object",
          "Spread what it holds over several constructs.");
      long data = dataBytes(definition);
      findings.require(
          data <= ConfigText.MOST_BYTES,
          FindingCode.TOO_LARGE,
          "name",
          quote(describe(definition))
              + " holds files of "
              + data
              + " bytes, and a ConfigMap takes 1 MiB",
          "Spread what it holds over several constructs.");
    }
  }

  private static long dataBytes(Map<String, Object> definition) {
    return definition.get("props") instanceof Map<?, ?> props
            && props.get("data") instanceof Map<?, ?> files
        ? files.values().stream().mapToLong(ObjectSizes::bytes).sum()
        : 0;
  }

  /** About as many as JSON has. */
  private static long bytes(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue()) + 2)
          .sum();
    }
    if (value instanceof List<?> list) {
      return list.stream().mapToLong(element -> bytes(element) + 1).sum();
    }
    return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length + 2 : 4;
  }

  private static String describe(Map<String, Object> definition) {
    Object name =
        definition.get("props") instanceof Map<?, ?> props
                && props.get("metadata") instanceof Map<?, ?> metadata
            ? metadata.get("name")
            : definition.get("id");
    return String.valueOf(definition.getOrDefault("type", "object")).replaceFirst("^Kube", "")
        + " "
        + name;
  }
}
