package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The image of Prometheus. */
record PrometheusImage(ImageReference reference) {
  static final PrometheusImage DEFAULT = new PrometheusImage(PinnedImages.PROMETHEUS);

  private static final Pattern VERSION =
      Pattern.compile(
          ".*:v?((\\d{1,4})\\.(\\d{1,4})\\.\\d{1,4})(?:[-.][\\w.-]*)?(?:@sha256:[0-9a-f]+)?");

  /** Returns the version in the tag, such as {@code 3.13.2}. */
  Optional<String> version() {
    Matcher tag = VERSION.matcher(reference.text());
    return tag.matches() ? Optional.of(tag.group(1)) : Optional.empty();
  }

  void check(Findings findings) {
    reference.check(findings, "image");
    Matcher tag = VERSION.matcher(reference.text());
    findings.require(
        !tag.matches() || isNewEnough(tag),
        FindingCode.PROMETHEUS_TOO_OLD,
        "image",
        quote(reference.text())
            + " is older than Prometheus 3.12, the first that reloads its configuration itself",
        "Use 3.13, such as " + quote(DEFAULT.reference.text()) + ".");
  }

  private static boolean isNewEnough(Matcher tag) {
    int major = Integer.parseInt(tag.group(2));
    return major > 3 || (major == 3 && Integer.parseInt(tag.group(3)) >= 12);
  }
}
