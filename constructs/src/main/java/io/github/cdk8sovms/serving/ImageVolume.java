package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;

/** A directory in a container image, mounted read-only. */
final class ImageVolume extends ModelSource {
  private static final KubernetesVersion SINCE_WITH_GATE = KubernetesVersion.of("1.33");
  private static final KubernetesVersion SINCE = KubernetesVersion.of("1.35");

  private final String image;
  private final String path;

  /** Removes a trailing slash from the path. */
  ImageVolume(String image, String path) {
    this.image = image;
    this.path = ModelDirectory.withoutSlash(path);
  }

  /** Returns the image. */
  String image() {
    return image;
  }

  /** Returns the model's directory in it, or empty for its root. */
  String path() {
    return path;
  }

  @Override
  List<Object> options() {
    return List.of(image, path);
  }

  @Override
  void check(Findings findings) {
    ImageReference.of(image).check(findings, "source.image");
    if (!path.isEmpty()) {
      ClaimedVolume.checkPath(findings, path);
    }
  }

  /** Checks that this Kubernetes version supports image volumes. */
  static void checkFor(KubernetesVersion version, Findings findings) {
    findings.require(
        version.isAtLeast(SINCE_WITH_GATE),
        FindingCode.KUBERNETES_VERSION,
        "kubernetes",
        quote(version.text()) + " has no image volumes; they require Kubernetes 1.33",
        "Write .kubernetes(KubernetesVersion.of(\"1.35\")) if that is your oldest cluster,"
            + " or use another ModelSource.");
    findings.require(
        !version.isAtLeast(SINCE_WITH_GATE) || version.isAtLeast(SINCE),
        FindingCode.FEATURE_GATE,
        "kubernetes",
        quote(version.text()) + " has image volumes only with the feature gate ImageVolume",
        "Enable the gate in API server and kubelets, or use Kubernetes 1.35.");
  }
}
