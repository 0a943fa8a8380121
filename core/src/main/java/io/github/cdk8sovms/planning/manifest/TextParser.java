package io.github.cdk8sovms.planning.manifest;

import org.jspecify.annotations.Nullable;

/** Parses YAML, and so JSON, to maps, lists and scalars. The module contains no parser. */
@FunctionalInterface
public interface TextParser {
  /**
   * Returns the first document of a text; null if it is empty.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  @Nullable Object parse(String text);
}
