package io.github.cdk8sovms.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * The images that a cluster pulls for an object: of containers in any pod template, of image
 * volumes, and of the pods that operators create for a Prometheus, a ModelServer or an
 * InferenceService.
 */
public final class ContainerImages {

  private ContainerImages() {}

  /** Returns each image once, in alphabetical order. */
  public static Set<String> of(JsonNode object) {
    Set<String> images = new TreeSet<>();
    collect(object, images);
    switch (object.path("kind").asText()) {
      case "Prometheus", "Alertmanager", "Grafana" -> add(object.at("/spec/image"), images);
      case "ModelServer" -> add(object.at("/spec/image_name"), images);
      case "InferenceService" -> addModel(object.at("/spec/predictor/model"), images);
      default -> {}
    }
    return images;
  }

  /** The model of an InferenceService is a container, and its files may be an image. */
  private static void addModel(JsonNode model, Set<String> images) {
    add(model.path("image"), images);
    String uri = model.path("storageUri").asText();
    if (uri.matches("oci(\\+\\w+)?://.+")) {
      images.add(uri.substring(uri.indexOf("://") + 3));
    }
  }

  private static void collect(JsonNode node, Set<String> images) {
    if (node.isObject()) {
      for (String list : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
        node.path(list).forEach(container -> add(container.path("image"), images));
      }
      node.path("volumes").forEach(volume -> add(volume.at("/image/reference"), images));
    }
    node.forEach(child -> collect(child, images));
  }

  private static void add(JsonNode image, Set<String> images) {
    if (image.isTextual()) {
      images.add(image.asText());
    }
  }
}
