package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.validation.Findings;

/**
 * How files are fetched over https.
 *
 * @param image what fetches and verifies them
 * @param limit how much they may take on the node
 */
record DownloadSettings(ImageReference image, Quantity limit) {
  static final DownloadSettings DEFAULT =
      new DownloadSettings(
          ImageReference.of("docker.io/curlimages/curl:8.15.0"), Quantity.of("10Gi"));

  DownloadSettings fetchedBy(ImageReference other) {
    return new DownloadSettings(other, limit);
  }

  DownloadSettings limitedTo(Quantity other) {
    return new DownloadSettings(image, other);
  }

  void check(Findings findings) {
    image.check(findings, "fetchImage");
    limit.check(findings, "downloadLimit");
  }
}
