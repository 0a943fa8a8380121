package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.Required;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is fetched over https.
 *
 * @param directory where it lies below the version of the model; empty for beside the others
 * @param url where it comes from
 */
public record RemoteFile(String directory, String url) {
  private static final Pattern WITH_FILE =
      Pattern.compile("\\w++://[^/?#]++/(?:[^?#/]*+/)*+(?<file>[^/?#]*+)(?:[?#].*+)?+");

  /** What may be a version of {@link HttpsFiles#version(int)}. */
  private static final Pattern SMALL_NUMBER = Pattern.compile("[1-9]\\d{0,8}");

  /** Where a saved model of TensorFlow has its weights. */
  private static final String OF_TENSORFLOW = "variables";

  /** Takes no null. */
  public RemoteFile {
    Required.nonNull(directory, "directory");
    Required.nonNull(url, "url");
  }

  /** What follows the last slash of the URL's path; empty if there is nothing. */
  String name() {
    Matcher parts = WITH_FILE.matcher(url);
    return parts.matches() ? parts.group("file") : "";
  }

  /** Where it lies below the version of the model. */
  String path() {
    return directory.isEmpty() ? name() : directory + "/" + name();
  }

  /**
   * Whether it comes from a directory without which a model of TensorFlow has no weights, and goes
   * elsewhere.
   */
  boolean isAstray() {
    return directory.isEmpty() && directoryOfUrl().equals(OF_TENSORFLOW);
  }

  /** The number that is its last directory, as of a version; empty if it is no number. */
  String versionOfUrl() {
    String last = directoryOfUrl();
    return directory.isEmpty() && SMALL_NUMBER.matcher(last).matches() ? last : "";
  }

  /** The last directory in its URL; empty if it has none. */
  String directoryOfUrl() {
    String path = url.split("[?#]", 2)[0];
    int end = path.lastIndexOf('/');
    int start = path.lastIndexOf('/', end - 1);
    boolean isBelowHost = start > path.indexOf("://") + 2;
    return isBelowHost ? path.substring(start + 1, end) : "";
  }
}
