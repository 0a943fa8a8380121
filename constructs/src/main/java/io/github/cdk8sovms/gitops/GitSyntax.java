package io.github.cdk8sovms.gitops;

import io.github.cdk8sovms.internal.values.Urls;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The syntax of repositories, revisions and directories in Git and Argo CD. */
final class GitSyntax {
  private static final int LONGEST_URL = 1_024;

  /** Git stores a branch as a file, and hosts have the same limit. */
  private static final int LONGEST_REVISION = 255;

  private static final int LONGEST_PATH = 3_000;

  private static final Pattern HTTP_PATH = Pattern.compile("(?:/[A-Za-z0-9._~%+-]++)++/?+");
  private static final Pattern SSH =
      Pattern.compile(
          "(?:ssh://)?[A-Za-z0-9._-]++@[A-Za-z0-9.-]++(?::(\\d{1,5})/|[:/])[A-Za-z0-9._~/-]++");

  /** No spaces, invisible characters, or characters with a special meaning in Git. */
  private static final Pattern REVISION_PART =
      Pattern.compile("(?![.])[^\\p{C}\\p{Z}~^:?*\\[\\\\/]++(?<![.]lock)");

  private static final Pattern PATH_PART = Pattern.compile("[^\\p{C}\\p{Z}\\\\/]{1,255}+");

  private GitSyntax() {}

  /** Returns whether this is an https:// or ssh:// URL without a password. */
  static boolean isRepository(String url) {
    if (url.length() > LONGEST_URL) {
      return false;
    }
    var ssh = SSH.matcher(url);
    return ssh.matches() ? ssh.group(1) == null || isPort(ssh.group(1)) : isOverHttp(url);
  }

  /**
   * Returns whether this is a branch, tag or commit, by the rules of {@code git check-ref-format},
   * without invisible characters.
   *
   * @see <a href="https://git-scm.com/docs/git-check-ref-format">git check-ref-format</a>
   */
  static boolean isRevision(String name) {
    return name.length() <= LONGEST_REVISION
        && !name.startsWith("-")
        && !name.endsWith(".")
        && !name.contains("..")
        && !name.contains("@{")
        && !name.equals("@")
        && Arrays.stream(name.split("/", -1)).allMatch(REVISION_PART.asMatchPredicate());
  }

  /** Returns whether this is a directory in a repository. */
  static boolean isDirectory(String path) {
    return path.length() <= LONGEST_PATH
        && !path.startsWith("-")
        && Arrays.stream(path.split("/", -1))
            .allMatch(part -> PATH_PART.matcher(part).matches() && !part.equals(".."));
  }

  private static boolean isOverHttp(String url) {
    try {
      URI uri = new URI(url);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && Urls.isHttp(url)
          && HTTP_PATH.matcher(uri.getRawPath()).matches();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isPort(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 65_535;
  }
}
