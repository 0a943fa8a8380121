package io.github.cdk8sovms.kubernetes;

import java.util.regex.Pattern;

/** Text that a user writes and a cluster keeps. */
public final class Text {
  private static final Pattern PLAIN =
      Pattern.compile("[[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\x{FFFE}\\x{FFFF}]\\n\\t]*+");

  private Text() {}

  /**
   * Whether a text comes through a manifest as it is. Control characters do not: YAML has some for
   * line breaks, which would let a text write lines of its own, and refuses others. Nor do halves
   * of characters, which UTF-8 cannot hold, and U+FFFE and U+FFFF, which YAML counts among no
   * characters. Line feeds and tabs do.
   */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }
}
