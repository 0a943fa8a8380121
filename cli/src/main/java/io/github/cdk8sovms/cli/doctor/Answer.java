package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * An HTTP response.
 *
 * @param status the HTTP status; {@link #TOO_LATE} after a timeout
 */
record Answer(int status, String body) {
  /** The status of a gateway timeout. */
  static final int TOO_LATE = 504;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_LENGTH = 400;

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  boolean isNotFound() {
    return status == 404;
  }

  /**
   * Returns whether the API server denies permission; servers behind its proxy may deny it, too.
   */
  boolean isForbidden() {
    return status == 403 && isOfApiServer();
  }

  /** Returns whether the API server itself sent the response, and not a server behind its proxy. */
  boolean isOfApiServer() {
    return json().path("kind").asText().equals("Status");
  }

  /** Returns whether it is a web page, such as a login page or a gateway's error page. */
  boolean isWebPage() {
    return body.stripLeading().startsWith("<");
  }

  boolean isRedirect() {
    return status >= 300 && status < 400;
  }

  /** Returns the body as a tree; a missing node if it is not JSON. */
  JsonNode json() {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the reason in one line: the message of the API server or Prometheus, or the body. */
  String message() {
    JsonNode tree = json();
    for (String field : new String[] {"message", "error"}) {
      if (tree.path(field).isTextual() && !tree.path(field).asText().isEmpty()) {
        return oneLine(tree.path(field).asText());
      }
    }
    if (isWebPage()) {
      return "HTTP %d with a web page".formatted(status);
    }
    return oneLine(body.isBlank() ? "HTTP " + status : body);
  }

  /** Returns status and reason; only the status for a web page. */
  String statusAndMessage() {
    String name = "HTTP " + status;
    String message = message();
    return message.startsWith(name) ? message : name + ": " + message;
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
  }
}
