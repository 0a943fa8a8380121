package io.github.cdk8sovms.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses YAML, and so JSON, to trees. Aliases are resolved; null fields are omitted. */
public final class Yaml {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_CODE_POINTS = 64 * 1024 * 1024;

  private Yaml() {}

  /** Thrown for invalid YAML, with the position. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message, null, false, false);
    }
  }

  /** Returns the documents of a file, except empty ones. */
  public static List<JsonNode> documents(String text) throws MalformedException {
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (Object document : load().loadAllFromString(text)) {
        if (document != null) {
          documents.add(withoutNulls(JSON.valueToTree(document)));
        }
      }
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
              .orElse("unknown position");
      throw new MalformedException(place + ": " + e.getProblem());
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw new MalformedException(String.valueOf(e.getMessage()));
    }
    return documents;
  }

  /** Returns the document of a text, if there is exactly one, and it is a mapping or list. */
  public static Optional<JsonNode> structure(String text) {
    try {
      List<JsonNode> documents = documents(text);
      return documents.size() == 1 && documents.get(0).isContainerNode()
          ? Optional.of(documents.get(0))
          : Optional.empty();
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static Load load() {
    return new Load(
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setCodePointLimit(MAX_CODE_POINTS)
            .build());
  }

  private static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode fields) {
      fields.properties().removeIf(field -> field.getValue().isNull());
      fields.forEach(Yaml::withoutNulls);
    } else if (node instanceof ArrayNode elements) {
      elements.forEach(Yaml::withoutNulls);
    }
    return node;
  }
}
