package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the clusters that objects are meant for.
 *
 * <p>Everything emitted without saying a version works on every version from {@link #OLDEST} on.
 *
 * @param text the version as its author wrote it, such as {@code "1.36"}
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
   * A version such as {@code "1.36"}, or as {@code kubectl version} shows it: {@code
   * "v1.36.2-gke.1000"}, {@code "v1.36.2+k3s1"}. Read as {@code
   * k8s.io/apimachinery/pkg/util/version} does, where what follows the numbers is the
   * distribution's.
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
        quote(text) + " is not a Kubernetes version from " + OLDEST.text + " on",
        "Write the version of your oldest cluster, such as KubernetesVersion.of(\"1.35\").");
  }

  /** Whether this version is the other or a newer one; false if this is not a version. */
  public boolean isAtLeast(KubernetesVersion other) {
    Required.nonNull(other);
    return minor().orElse(-1) >= other.minor().orElse(Integer.MAX_VALUE);
  }

  private Optional<Integer> minor() {
    Matcher syntax = SYNTAX.matcher(text);
    return syntax.matches() ? Optional.of(Integer.valueOf(syntax.group(1))) : Optional.empty();
  }
}
