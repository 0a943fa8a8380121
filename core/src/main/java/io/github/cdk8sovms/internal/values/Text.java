package io.github.cdk8sovms.internal.values;

import java.util.regex.Pattern;

/** Text from a user that is stored in a cluster. */
public final class Text {
  private static final Pattern PLAIN =
      Pattern.compile("[[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\x{FFFE}\\x{FFFF}]\\n\\t]*+");

  private Text() {}

  /**
   * Returns whether a manifest represents a text unchanged. Control characters are excluded: YAML
   * treats some as line breaks, which would allow injecting lines, and rejects others. So are
   * unpaired surrogates, which UTF-8 cannot encode, and U+FFFE and U+FFFF, which YAML does not
   * allow. Line feeds and tabs are allowed.
   */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }
}
