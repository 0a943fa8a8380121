package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Registry mirror and pull secrets of a component's images. Applied to all objects of a component,
 * in one place, including init containers and custom resources.
 *
 * @param mirror the registry, and optionally a path, that replaces the registry in each image's
 *     name; empty for none
 * @param secrets the Secrets with the credentials, in the component's namespace
 */
public record ImageMirror(String mirror, List<String> secrets) {
  public static final ImageMirror AS_NAMED = new ImageMirror("", List.of());

  /** Fields of containers and custom resources that contain an image name. */
  private static final Set<String> IMAGE_FIELDS = Set.of("image", "image_name", "reference");

  /** The field of an InferenceService with the source of a model, which may be an image. */
  private static final String STORAGE_URI = "storageUri";

  private static final String NATIVE_IMAGE = "oci+native://";

  /** Fields with user-defined names, labels and files, which never contain images. */
  private static final Set<String> FREE_TEXT = Set.of("metadata", "data", "selector");

  public ImageMirror {
    secrets = List.copyOf(secrets);
  }

  public ImageMirror from(String registry) {
    return new ImageMirror(registry, secrets);
  }

  public ImageMirror with(String secret) {
    List<String> more = new ArrayList<>(secrets);
    more.add(secret);
    return new ImageMirror(mirror, more);
  }

  public void check(Findings findings) {
    findings.require(
        mirror.isEmpty() || ImageReference.isMirror(mirror),
        FindingCode.INVALID_IMAGE,
        "registry",
        quote(mirror)
            + " is not a registry; it must be a host with a dot or a port, and optionally a"
            + " path: otherwise it would be a Docker Hub account",
        "Write .registry(\"registry.example.com/mirror\").");
    secrets.forEach(secret -> Names.checkReference(findings, "imagePullSecret", secret));
  }

  /** Returns a tree of maps and lists with all images renamed and pull secrets added. */
  Object applyTo(Object tree) {
    if (tree instanceof List<?> list) {
      return list.stream().map(this::applyTo).toList();
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return tree;
    }
    Map<Object, Object> applied = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            applied.put(key, FREE_TEXT.contains(key) ? value : applyTo((String) key, value)));
    if (!secrets.isEmpty() && map.containsKey("containers")) {
      applied.put("imagePullSecrets", references());
    }
    return applied;
  }

  /** Returns the pull secrets in the format of pods and custom resources. */
  List<Map<String, String>> references() {
    return secrets.stream().map(secret -> Map.of("name", secret)).toList();
  }

  private Object applyTo(String field, Object value) {
    if (!(value instanceof String text)) {
      return applyTo(value);
    }
    if (isStorageImage(field, text)) {
      return NATIVE_IMAGE + rename(text.substring(NATIVE_IMAGE.length()));
    }
    return IMAGE_FIELDS.contains(field) ? rename(text) : text;
  }

  private static boolean isStorageImage(Object field, String text) {
    return field.equals(STORAGE_URI) && text.startsWith(NATIVE_IMAGE);
  }

  /** Returns all images in a tree of maps and lists. */
  static Set<String> images(Object tree) {
    Set<String> images = new TreeSet<>();
    collect(tree, images);
    return images;
  }

  private static void collect(Object tree, Set<String> images) {
    if (tree instanceof List<?> list) {
      list.forEach(element -> collect(element, images));
    } else if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value instanceof String text && IMAGE_FIELDS.contains(key)) {
              images.add(text);
            } else if (value instanceof String text && isStorageImage(key, text)) {
              images.add(text.substring(NATIVE_IMAGE.length()));
            } else if (!FREE_TEXT.contains(key)) {
              collect(value, images);
            }
          });
    }
  }

  /** Renames an image; a name without a registry belongs to Docker Hub. */
  private String rename(String image) {
    if (mirror.isEmpty() || image.startsWith(mirror + "/")) {
      return image;
    }
    int slash = image.indexOf('/');
    String first = image.substring(0, Math.max(slash, 0));
    return mirror + "/" + (ImageReference.isRegistry(first) ? image.substring(slash + 1) : image);
  }
}
