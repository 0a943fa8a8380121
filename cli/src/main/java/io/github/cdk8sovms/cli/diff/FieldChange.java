package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A field that is not as it was.
 *
 * @param before a missing node if it is new
 * @param after a missing node if it is gone
 */
record FieldChange(FieldPath path, JsonNode before, JsonNode after) {

  boolean isAdded() {
    return before.isMissingNode();
  }

  boolean isRemoved() {
    return after.isMissingNode();
  }
}
