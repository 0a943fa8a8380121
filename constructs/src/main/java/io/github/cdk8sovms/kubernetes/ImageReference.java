package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container image, pinned by tag or digest.
 *
 * @param text registry, repository and tag or digest, as in a pod specification
 */
public record ImageReference(String text) {
  private static final String HOST_OR_PATH = "[a-z0-9]+(?:[._-]+[a-z0-9]+)*";
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:[a-zA-Z0-9.-]+(?::\\d{1,5})?/)?"
              + HOST_OR_PATH
              + "(?:/"
              + HOST_OR_PATH
              + ")*"
              + "(?<tag>:\\w[\\w.-]{0,127})?(?<digest>@sha256:[0-9a-f]{64})?");

  /** An image such as {@code "registry.example.com/models/resnet50:3"}. */
  public static ImageReference of(String text) {
    return new ImageReference(text);
  }

  /** Checks that the image has a form that container runtimes take. */
  public void checkSyntax(Findings findings, String option) {
    findings.require(
        SYNTAX.matcher(text).matches(),
        FindingCode.INVALID_IMAGE,
        option,
        quote(text) + " is not a container image",
        "Write it as registry/repository:tag or registry/repository@sha256:digest.");
  }

  /** Checks that the image has a form that container runtimes take and that it is pinned. */
  public void check(Findings findings, String option) {
    checkSyntax(findings, option);
    Matcher syntax = SYNTAX.matcher(text);
    findings.require(
        !syntax.matches() || isPinned(syntax.group("tag"), syntax.group("digest")),
        FindingCode.INVALID_IMAGE,
        option,
        quote(text) + " names no version: what runs would change without a change here",
        "Add a tag other than latest, or a digest.");
  }

  private static boolean isPinned(@Nullable String tag, @Nullable String digest) {
    return digest != null || (tag != null && !tag.equals(":latest"));
  }
}
