package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The conditions in the status of an object. */
final class Conditions {
  private Conditions() {}

  /** Returns a condition of an object's status, if it exists. */
  static Optional<JsonNode> of(JsonNode object, String type) {
    for (JsonNode condition : object.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  /** Returns whether an object has a condition with the status True. */
  static boolean isTrue(JsonNode object, String type) {
    return of(object, type)
        .filter(condition -> condition.path("status").asText().equals("True"))
        .isPresent();
  }

  /** Returns reason and message of a condition. */
  static String reasonAndMessage(JsonNode condition) {
    return condition.path("reason").asText()
        + ": "
        + Answer.oneLine(condition.path("message").asText());
  }
}
