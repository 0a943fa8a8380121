package io.github.cdk8sovms.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An object as a file has it.
 *
 * @param file where it is, relative to the directory that was read
 * @param tree its fields, without those that are null
 */
public record ManifestObject(ObjectId id, String file, JsonNode tree) {

  /** What is at a JSON pointer; a missing node if nothing is. */
  public JsonNode at(String pointer) {
    return tree.at(pointer);
  }
}
