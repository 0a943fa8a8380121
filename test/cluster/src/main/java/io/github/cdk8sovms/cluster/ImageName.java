package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** Names of container images; docker.io is where one is from that names no registry. */
final class ImageName {
  private ImageName() {}

  /** Whether a container runs some version of an image. */
  static boolean isOf(JsonNode container, String repository) {
    return container
        .path("image")
        .asText()
        .replaceFirst("^docker\\.io/", "")
        .startsWith(repository + ":");
  }
}
