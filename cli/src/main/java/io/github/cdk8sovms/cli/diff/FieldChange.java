package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A changed field.
 *
 * @param before a missing node if it was added
 * @param after a missing node if it was removed
 */
record FieldChange(FieldPath path, JsonNode before, JsonNode after) {

  /** Returns the change without its values. */
  FieldChange withoutValues() {
    return new FieldChange(
        path,
        isAdded() ? before : TextNode.valueOf("(hidden)"),
        isRemoved() ? after : TextNode.valueOf("(hidden, changed)"));
  }

  boolean isAdded() {
    return before.isMissingNode();
  }

  boolean isRemoved() {
    return after.isMissingNode();
  }
}
