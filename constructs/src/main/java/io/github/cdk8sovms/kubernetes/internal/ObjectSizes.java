package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Checks the size of objects before they are created. */
final class ObjectSizes {
  /**
   * Limit for an object: by default etcd accepts requests of 1.5 MiB, and the API server adds
   * managedFields.
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
              + " bytes, but a cluster stores at most "
              + MOST_BYTES
              + " per object",
          "Split its content over several constructs.");
      long data = dataBytes(definition);
      findings.require(
          data <= ConfigText.MOST_BYTES,
          FindingCode.TOO_LARGE,
          "name",
          quote(describe(definition))
              + " contains files of "
              + data
              + " bytes, but a ConfigMap is limited to 1 MiB",
          "Split its content over several constructs.");
    }
  }

  private static long dataBytes(Map<String, Object> definition) {
    return definition.get("props") instanceof Map<?, ?> props
            && props.get("data") instanceof Map<?, ?> files
        ? files.values().stream().mapToLong(ObjectSizes::bytes).sum()
        : 0;
  }

  /** Estimates the size as JSON. */
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
