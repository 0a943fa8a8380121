package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.serving.HttpsFiles;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is downloaded over https.
 *
 * @param directory the subdirectory in the version of the model; empty for none
 * @param url the source
 */
public record RemoteFile(String directory, String url) {
  private static final Pattern WITH_FILE =
      Pattern.compile("\\w++://[^/?#]++/(?:[^?#/]*+/)*+(?<file>[^/?#]*+)(?:[?#].*+)?+");

  /** A version as accepted by {@link HttpsFiles#version(int)}. */
  private static final Pattern SMALL_NUMBER = Pattern.compile("[1-9]\\d{0,8}");

  /** The directory of the weights in a TensorFlow SavedModel. */
  private static final String OF_TENSORFLOW = "variables";

  /** Takes no null. */
  public RemoteFile {
    Required.nonNull(directory, "directory");
    Required.nonNull(url, "url");
  }

  /** Returns the part after the last slash of the URL's path; may be empty. */
  public String name() {
    Matcher parts = WITH_FILE.matcher(url);
    return parts.matches() ? parts.group("file") : "";
  }

  /** Returns the path in the version of the model. */
  public String path() {
    return directory.isEmpty() ? name() : directory + "/" + name();
  }

  /**
   * Returns whether it comes from the weights directory of a TensorFlow model, but is placed
   * elsewhere.
   */
  public boolean isAstray() {
    return directory.isEmpty() && directoryOfUrl().equals(OF_TENSORFLOW);
  }

  /** Returns the last directory in its URL if that is a number, like a version; else empty. */
  public String versionOfUrl() {
    String last = directoryOfUrl();
    return directory.isEmpty() && SMALL_NUMBER.matcher(last).matches() ? last : "";
  }

  /** Returns the last directory in its URL; empty if it has none. */
  public String directoryOfUrl() {
    String path = url.split("[?#]", 2)[0];
    int end = path.lastIndexOf('/');
    int start = path.lastIndexOf('/', end - 1);
    boolean isBelowHost = start > path.indexOf("://") + 2;
    return isBelowHost ? path.substring(start + 1, end) : "";
  }
}
