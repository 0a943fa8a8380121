package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.validation.Findings;

/**
 * A directory in a container image, mounted read-only.
 *
 * @param image the image
 * @param path the model's directory in it, or empty for its root
 */
public record ImageVolume(String image, String path) implements ModelSource {

  @Override
  public void check(Findings findings) {
    ImageReference.of(image).check(findings, "source.image");
    if (!path.isEmpty()) {
      ClaimedVolume.checkPath(findings, path);
    }
  }
}
