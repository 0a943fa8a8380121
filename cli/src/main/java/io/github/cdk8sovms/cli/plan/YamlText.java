package io.github.cdk8sovms.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.Yaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts manifests and the files in them to what the reader of plans takes. */
public final class YamlText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private YamlText() {}

  /** Parses the first document of a text. */
  public static @Nullable Object parse(String text) {
    try {
      List<JsonNode> documents = Yaml.documents(text);
      return documents.isEmpty() ? null : JSON.convertValue(documents.get(0), Object.class);
    } catch (Yaml.MalformedException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Returns the fields of objects. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> objects(List<ManifestObject> objects) {
    return objects.stream()
        .map(object -> (Map<String, Object>) JSON.convertValue(object.tree(), Map.class))
        .toList();
  }
}
