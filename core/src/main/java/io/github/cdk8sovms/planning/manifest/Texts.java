package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;

/** Files in the manifest that are text in a field: configurations of OVMS, Prometheus, adapter. */
record Texts(TextParser parser) {
  /** Returns the content of a file; missing if it is neither YAML nor JSON. */
  Node tryParse(String text) {
    try {
      return new Node(parser.parse(text));
    } catch (IllegalArgumentException e) {
      return new Node(null);
    }
  }

  Node parse(String what, String text) {
    try {
      return new Node(parser.parse(text));
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InvalidInputException(
          what + " is neither valid JSON nor YAML: " + reason + ". Correct it.");
    }
  }
}
