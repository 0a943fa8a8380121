package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A field that is not as it was.
 *
 * @param before a missing node if it is new
 * @param after a missing node if it is gone
 */
record FieldChange(FieldPath path, JsonNode before, JsonNode after) {

  /** The same without saying what it was and is. */
  FieldChange withoutValues() {
    return new FieldChange(
        path,
        isAdded() ? before : TextNode.valueOf("(hidden)"),
        isRemoved() ? after : TextNode.valueOf("(hidden, another)"));
  }

  boolean isAdded() {
    return before.isMissingNode();
  }

  boolean isRemoved() {
    return after.isMissingNode();
  }
}
