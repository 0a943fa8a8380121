package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What came back for a path.
 *
 * @param status the HTTP status; {@link #TOO_LATE} if nothing came in time
 */
record Answer(int status, String body) {
  /** As of a gateway that has waited for somebody else. */
  static final int TOO_LATE = 504;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 400;

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  boolean isNotFound() {
    return status == 404;
  }

  boolean isForbidden() {
    return status == 403;
  }

  /** The body as a tree; a missing node if it is no JSON. */
  JsonNode json() {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The reason in one line: of the API server, of Prometheus, or as it came. */
  String message() {
    JsonNode tree = json();
    for (String field : new String[] {"message", "error"}) {
      if (tree.path(field).isTextual() && !tree.path(field).asText().isEmpty()) {
        return oneLine(tree.path(field).asText());
      }
    }
    return oneLine(body.isBlank() ? "HTTP " + status : body);
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
