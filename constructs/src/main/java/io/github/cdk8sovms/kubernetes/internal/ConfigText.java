package io.github.cdk8sovms.kubernetes.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Configuration files in ConfigMaps: JSON and YAML written by Jackson in the order of the data,
 * byte-identical on every machine.
 */
public final class ConfigText {
  /** The maximum size of all files of a ConfigMap; the API server rejects more. */
  public static final int MOST_BYTES = 1 << 20;

  private static final ObjectWriter JSON =
      new ObjectMapper()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));
  private static final ObjectWriter YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .build())
          .writer();

  private static final ObjectMapper COMPACT = new ObjectMapper();

  private ConfigText() {}

  /** Returns data as indented JSON with a final newline. */
  public static String json(Map<String, ?> data) {
    return write(JSON, data) + "\n";
  }

  /** Returns data as YAML. */
  public static String yaml(Map<String, ?> data) {
    return write(YAML, data);
  }

  /** Returns the size of a file in a ConfigMap. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Returns a short hash of a file. In a pod template it triggers a rollout when the file changes,
   * for servers that read their configuration only once.
   */
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static String compact(Object data) {
    try {
      return COMPACT.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String write(ObjectWriter writer, Map<String, ?> data) {
    try {
      return writer.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, strings and numbers can always be written", e);
    }
  }
}
