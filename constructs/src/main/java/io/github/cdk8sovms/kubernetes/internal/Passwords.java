package io.github.cdk8sovms.kubernetes.internal;

import java.util.regex.Pattern;

/** Passwords in texts that a manifest would show to everyone who can read it. */
public final class Passwords {
  private static final Pattern URL =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^/?#@:\\s]*+:[^/?#@\\s]++@");

  private Passwords() {}

  /** Returns whether a text contains a URL with a user name and a password. */
  public static boolean isIn(String text) {
    return text.indexOf('@') >= 0 && URL.matcher(text).find();
  }
}
