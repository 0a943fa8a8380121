package io.github.cdk8sovms.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An object in a manifest file.
 *
 * @param file the file, relative to the directory that was read
 * @param tree its fields, without those that are null
 */
public record ManifestObject(ObjectId id, String file, JsonNode tree) {

  /** Returns the node at a JSON pointer, or a missing node. */
  public JsonNode at(String pointer) {
    return tree.at(pointer);
  }
}
