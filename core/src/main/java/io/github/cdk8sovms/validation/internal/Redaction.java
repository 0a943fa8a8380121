package io.github.cdk8sovms.validation.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts secrets for logs: user names and passwords in URLs, and the values of secret query
 * parameters. Runs in linear time.
 */
public final class Redaction {
  private static final String LEFT_OUT = "…";
  private static final Pattern DIGEST = Pattern.compile("sha\\d{1,3}:[0-9a-fA-F]*+(?![^/\\s])");
  private static final Pattern PARAMETER = Pattern.compile("(?<=[?&])([^=&#\\s]{1,64})=[^&#\\s]++");

  /** Parts of the names of query parameters that authenticate requests. */
  private static final Set<String> SECRET =
      Set.of("sig", "token", "key", "secret", "passw", "credential");

  private static final Pattern AUTHENTICATES =
      Pattern.compile(
          "^sig$|signature|token|secret|passw|credential|(^|[-_.])(api|access|auth)?[-_]?key$",
          Pattern.CASE_INSENSITIVE);

  /**
   * The keys of well-known services, and long texts that mix letters and digits as names do not.
   */
  private static final Pattern KEY =
      Pattern.compile(
          "(?:sk-(?:proj-)?|hf_|AKIA|gh[ops]_)[A-Za-z0-9_]{12,}+"
              + "|(?=(?:\\D{0,200}\\d){4})(?=(?:[^A-Za-z]{0,200}[A-Za-z]){4})[A-Za-z0-9+/_]{24,200}+={0,2}");

  private Redaction() {}

  /** Returns whether a text looks like a key or token, not like the name of one. */
  public static boolean isKey(String text) {
    return text.length() <= 256 && KEY.matcher(text).matches();
  }

  /** Returns the redacted text. */
  public static String of(String text) {
    String redacted = text.indexOf('@') < 0 ? text : withoutUser(text);
    return redacted.indexOf('=') < 0 ? redacted : withoutSecretParameters(redacted);
  }

  /** Returns whether a header or query parameter with this name usually authenticates requests. */
  public static boolean isSecret(String name) {
    return AUTHENTICATES.matcher(name).find();
  }

  /** Returns whether the query of a URL authenticates requests, as that of a signed URL does. */
  public static boolean hasSecretParameter(String url) {
    return PARAMETER.matcher(url).results().anyMatch(found -> isSecret(found.group(1)));
  }

  /**
   * Removes the text between the scheme and the last '@' of the host; or the last '@' of the whole
   * text, if a preceding colon indicates a password, which may contain characters that terminate a
   * host. Without a scheme, only with such a colon.
   */
  private static String withoutUser(String text) {
    int scheme = text.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int hostEnds = endOfHost(text, start);
    int colon = text.indexOf(':', start);
    boolean hasPassword = colon >= 0 && colon < hostEnds && colon < text.indexOf('@', start);
    if (scheme < 0 && !hasPassword) {
      return text;
    }
    int at = lastAt(text, hasPassword ? text.length() : hostEnds);
    boolean isUser = at >= start && (scheme >= 0 || isAddress(text.substring(0, at)));
    return isUser ? text.substring(0, start) + LEFT_OUT + text.substring(at) : text;
  }

  /** PromQL also contains '@' and ':', but with spaces or braces. */
  private static boolean isAddress(String beforeAt) {
    return beforeAt.chars().noneMatch(c -> c <= ' ' || c == '{');
  }

  private static int endOfHost(String text, int start) {
    int end = start;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Returns the last '@' that is not before an image's digest. */
  private static int lastAt(String text, int end) {
    int at = text.lastIndexOf('@', end - 1);
    if (at >= 0 && DIGEST.matcher(text).region(at + 1, text.length()).lookingAt()) {
      return text.lastIndexOf('@', at - 1);
    }
    return at;
  }

  private static String withoutSecretParameters(String text) {
    return PARAMETER
        .matcher(text)
        .replaceAll(
            parameter ->
                Matcher.quoteReplacement(
                    mayBeSecret(parameter.group(1))
                        ? parameter.group(1) + "=" + LEFT_OUT
                        : parameter.group()));
  }

  /** Redacts one name too many rather than one too few. */
  private static boolean mayBeSecret(String parameter) {
    String name = parameter.toLowerCase(Locale.ROOT);
    return SECRET.stream().anyMatch(name::contains);
  }
}
