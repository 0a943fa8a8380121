package io.github.cdk8sovms.serving;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The layout of an input or output: that of requests, and after a colon that of the model. Follows
 * the grammar of OVMS's {@code Layout::validate} and {@code LayoutConfiguration::fromString}.
 */
record InputLayout(String text) {
  /** Each letter at most once, any number of unknown dimensions, at most one ellipsis. */
  private static final Pattern PART =
      Pattern.compile(
          "(?!.*([NCHWD]).*\\1)[NCHWD?]{0,16}(?:\\.\\.\\.[NCHWD?]{0,16})?", Pattern.DOTALL);

  boolean isValid() {
    List<String> parts = parts();
    return parts.size() <= 2
        && parts.stream().allMatch(part -> !part.isEmpty() && PART.matcher(part).matches());
  }

  /**
   * Returns whether both sides have the same dimensions. Only their order can differ: the model
   * cannot provide a dimension that it does not have.
   */
  boolean isTransposition() {
    List<String> parts = parts();
    return parts.size() < 2
        || text.contains("?")
        || text.contains("...")
        || letters(parts.get(0)).equals(letters(parts.get(1)));
  }

  private List<String> parts() {
    return List.of(text.toUpperCase(Locale.ROOT).split(":", -1));
  }

  private static TreeSet<Integer> letters(String part) {
    return part.chars().boxed().collect(Collectors.toCollection(TreeSet::new));
  }
}
