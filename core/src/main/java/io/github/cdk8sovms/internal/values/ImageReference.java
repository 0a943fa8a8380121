package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container image, pinned by tag or digest, in the grammar of {@code distribution/reference},
 * which container runtimes use. In addition, a port must be valid, and a digest must be a SHA-256.
 *
 * @param text registry, repository and tag or digest, as in a pod specification
 * @see <a href="https://github.com/distribution/reference/blob/main/reference.go">Grammar</a>
 */
public record ImageReference(String text) {
  /** Limit for the path of a repository, without the registry. */
  private static final int LONGEST_PATH = 255;

  /** A host of 253 characters, its port, path, tag and digest, and what separates them. */
  private static final int LONGEST = 800;

  private static final String DOMAIN_PART = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)";
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:"
              + DOMAIN_PART
              + "(?:\\."
              + DOMAIN_PART
              + ")*+|\\[[a-fA-F0-9:]++])(?::(?<port>[0-9]{1,5}))?");

  private static final String PATH_PART = "[a-z0-9]++(?:(?:\\.|_{1,2}+|-++)[a-z0-9]++)*+";
  private static final Pattern PATH = Pattern.compile(PATH_PART + "(?:/" + PATH_PART + ")*+");
  private static final Pattern AFTER_PATH =
      Pattern.compile("(?<tag>:\\w[\\w.-]{0,127})?(?<digest>@sha256:[0-9a-f]{64})?");

  /** Only the hex digits of a digest are an image ID, not a repository name. */
  private static final Pattern ID = Pattern.compile("[a-f0-9]{64}");

  /** Takes no null. */
  public ImageReference {
    Required.nonNull(text, "text");
  }

  /** Returns an image such as {@code "registry.example.com/models/resnet50:3"}. */
  public static ImageReference of(String text) {
    Required.nonNull(text);
    return new ImageReference(text);
  }

  /** Checks the syntax of the image. */
  public void checkSyntax(Findings findings, String option) {
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    findings.require(
        afterPath().isPresent(),
        FindingCode.INVALID_IMAGE,
        option,
        quote(text) + " is not a container image",
        "Write it as registry/repository:tag or registry/repository@sha256:digest.");
  }

  /** Checks the syntax of the image and that it is pinned. */
  public void check(Findings findings, String option) {
    Required.nonNull(findings, "findings");
    Required.nonNull(option, "option");
    checkSyntax(findings, option);
    findings.require(
        afterPath().map(ImageReference::isPinned).orElse(true),
        FindingCode.INVALID_IMAGE,
        option,
        quote(text) + " has no version: it could change without a change to this program",
        "Add a tag other than latest, or a digest.");
  }

  /**
   * Returns whether the first part of a name is a registry. Without a dot or a port it is a Docker
   * Hub account.
   */
  public static boolean isRegistry(String first) {
    return first.contains(".")
        || first.contains(":")
        || first.equals("localhost")
        || first.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
  }

  /** Returns whether a text is a registry, optionally with a path. */
  public static boolean isMirror(String text) {
    int slash = text.indexOf('/');
    String registry = slash < 0 ? text : text.substring(0, slash);
    return text.length() <= LONGEST
        && isRegistry(registry)
        && isDomain(registry)
        && (slash < 0 || isPath(text.substring(slash + 1)));
  }

  /** Returns tag and digest, if the text is a valid image. */
  private Optional<Matcher> afterPath() {
    if (text.length() > LONGEST || ID.matcher(text).matches()) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    String first = text.substring(0, Math.max(slash, 0));
    boolean hasRegistry = slash >= 0 && isRegistry(first);
    String rest = hasRegistry ? text.substring(slash + 1) : text;
    int end = end(rest);
    Matcher after = AFTER_PATH.matcher(rest.substring(end));
    boolean isImage =
        (!hasRegistry || isDomain(first)) && isPath(rest.substring(0, end)) && after.matches();
    return isImage ? Optional.of(after) : Optional.empty();
  }

  private static int end(String rest) {
    int end = 0;
    while (end < rest.length() && rest.charAt(end) != ':' && rest.charAt(end) != '@') {
      end++;
    }
    return end;
  }

  private static boolean isDomain(String text) {
    Matcher domain = DOMAIN.matcher(text);
    if (!domain.matches()) {
      return false;
    }
    int port = domain.group("port") == null ? 1 : Integer.parseInt(domain.group("port"));
    return port >= 1 && port <= 65_535;
  }

  private static boolean isPath(String text) {
    return text.length() <= LONGEST_PATH && PATH.matcher(text).matches();
  }

  private static boolean isPinned(Matcher afterPath) {
    return isPinned(afterPath.group("tag"), afterPath.group("digest"));
  }

  private static boolean isPinned(@Nullable String tag, @Nullable String digest) {
    return digest != null || (tag != null && !tag.equals(":latest"));
  }
}
