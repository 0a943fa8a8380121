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

  /** Whether the API server refuses it for want of a right; others behind it may refuse too. */
  boolean isForbidden() {
    return status == 403 && isOfApiServer();
  }

  /** Whether the API server itself says so, and not what it passes a request on to. */
  boolean isOfApiServer() {
    return json().path("kind").asText().equals("Status");
  }

  /** Whether it is for people with browsers: a login page, or the error page of a gateway. */
  boolean isWebPage() {
    return body.stripLeading().startsWith("<");
  }

  boolean isRedirect() {
    return status >= 300 && status < 400;
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
    if (isWebPage()) {
      return "HTTP %d with a web page".formatted(status);
    }
    return oneLine(body.isBlank() ? "HTTP " + status : body);
  }

  /** Status and reason; of a page only the status. */
  String statusAndMessage() {
    String name = "HTTP " + status;
    String message = message();
    return message.startsWith(name) ? message : name + ": " + message;
  }

  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
