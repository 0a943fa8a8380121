package io.github.cdk8sovms.kit;

import java.util.List;
import java.util.regex.Pattern;

/** A document, with its parts that can be checked. */
public record Markdown(String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");

  /** The code blocks of a language, in their order. */
  public List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
