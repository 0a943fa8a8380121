package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;

/** The metadata of an object. */
final class ObjectMeta {
  private ObjectMeta() {}

  static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
