package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/**
 * How models are downloaded to the node.
 *
 * @param image the image that downloads and verifies files over https
 * @param configuredLimit the configured limit for all models and versions on the node, if any
 */
record DownloadSettings(ImageReference image, Optional<Quantity> configuredLimit) {
  private static final Quantity DEFAULT_LIMIT = Quantity.of("10Gi");

  static final DownloadSettings DEFAULT = new DownloadSettings(PinnedImages.CURL, Optional.empty());

  DownloadSettings fetchedBy(ImageReference other) {
    return new DownloadSettings(other, configuredLimit);
  }

  DownloadSettings limitedTo(Quantity other) {
    return new DownloadSettings(image, Optional.of(other));
  }

  /**
   * Returns the download limit: the configured one; else the pod's ephemeral storage limit if that
   * is higher than the default, because a smaller volume would evict the pod needlessly.
   */
  Quantity limit(Resources pod) {
    Quantity ofPod = ResourceAmounts.of(pod).limits().get(Resources.EPHEMERAL_STORAGE);
    boolean isRoomier =
        ofPod != null && ofPod.isValid() && ofPod.amount().compareTo(DEFAULT_LIMIT.amount()) > 0;
    return configuredLimit.orElse(isRoomier ? ofPod : DEFAULT_LIMIT);
  }

  /** Checks that the pod's storage limit covers the download limit. */
  void checkRoom(Findings findings, Resources pod) {
    Quantity ofPod = ResourceAmounts.of(pod).limits().get(Resources.EPHEMERAL_STORAGE);
    if (ofPod == null || !ofPod.isValid() || configuredLimit.isEmpty()) {
      return;
    }
    Quantity limit = configuredLimit.get();
    findings.require(
        !limit.isValid() || limit.amount().compareTo(ofPod.amount()) <= 0,
        FindingCode.INVALID_QUANTITY,
        "downloadLimit",
        quote(limit.text())
            + " is more than the "
            + quote(ofPod.text())
            + " of storage that a pod may use; it is evicted before the limit",
        "Raise .ephemeralStorage(..) of the resources above it, or leave that out.");
  }

  /** Checks that a model uses what is configured, for files that this library fetches. */
  void checkUsed(Findings findings, List<Servable> models) {
    boolean fetches = models.stream().anyMatch(each -> each.source() instanceof HttpsFiles);
    findings.require(
        fetches || image.equals(DEFAULT.image),
        FindingCode.NO_EFFECT,
        "downloaderImage",
        quote("downloaderImage") + " downloads files over https, but no model has any",
        "Leave .downloaderImage(..) out.");
    findings.require(
        fetches
            || configuredLimit.isEmpty()
            || models.stream().anyMatch(each -> each.source() instanceof CloudStorage),
        FindingCode.NO_EFFECT,
        "downloadLimit",
        quote("downloadLimit")
            + " limits downloads over https and from cloud storage, but no model has any",
        "Leave .downloadLimit(..) out.");
  }

  void check(Findings findings) {
    image.check(findings, "downloaderImage");
    configuredLimit.ifPresent(limit -> limit.check(findings, "downloadLimit"));
  }
}
