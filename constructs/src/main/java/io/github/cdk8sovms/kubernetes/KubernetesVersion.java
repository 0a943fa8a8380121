package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Kubernetes version of the target clusters.
 *
 * <p>Objects emitted without a configured version work on every version since {@link #OLDEST}.
 *
 * @param text the version as configured, such as {@code "1.36"}
 */
public record KubernetesVersion(String text) {
  /** The oldest version that all emitted objects are checked against. */
  public static final KubernetesVersion OLDEST = new KubernetesVersion("1.32");

  private static final Pattern SYNTAX =
      Pattern.compile(
          "v?1\\.(0|[1-9]\\d{0,2})(?:\\.(?:0|[1-9]\\d{0,8}))?(?:[-+][0-9A-Za-z.+-]{0,60})?");

  /** Takes no null. */
  public KubernetesVersion {
    Required.nonNull(text, "text");
  }

  /**
   * Returns a version such as {@code "1.36"}, or as shown by {@code kubectl version}: {@code
   * "v1.36.2-gke.1000"}, {@code "v1.36.2+k3s1"}. Parsed like {@code
   * k8s.io/apimachinery/pkg/util/version}, which ignores the suffix of a distribution.
   */
  public static KubernetesVersion of(String text) {
    Required.nonNull(text);
    return new KubernetesVersion(text);
  }

  /** Checks that this is a version, and not older than {@link #OLDEST}. */
  void check(Findings findings, String option) {
    findings.require(
        minor().isPresent() && isAtLeast(OLDEST),
        FindingCode.KUBERNETES_VERSION,
        option,
        quote(text) + " is not a Kubernetes version, or older than " + OLDEST.text,
        "Write the version of your oldest cluster, such as KubernetesVersion.of(\"1.35\").");
  }

  /** Returns whether this version is equal to or newer than the other; false if it is invalid. */
  public boolean isAtLeast(KubernetesVersion other) {
    Required.nonNull(other);
    return minor().orElse(-1) >= other.minor().orElse(Integer.MAX_VALUE);
  }

  private Optional<Integer> minor() {
    Matcher syntax = SYNTAX.matcher(text);
    return syntax.matches() ? Optional.of(Integer.valueOf(syntax.group(1))) : Optional.empty();
  }
}
