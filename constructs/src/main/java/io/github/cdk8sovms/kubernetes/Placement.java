package io.github.cdk8sovms.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.PodTemplateSpec;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Where a construct goes in the construct tree, and how its objects are named and labelled.
 *
 * @param scope the chart or construct above
 * @param id the id below it
 * @param identity what its objects have in common
 * @param pulling where images are pulled from
 * @param pods what its pods were told
 * @param onObjects the options that were given and that nothing but its objects can carry
 */
public record Placement(
    Construct scope,
    String id,
    Identity identity,
    ImageMirror pulling,
    PodSettings pods,
    List<String> onObjects) {
  /** Copies the options. */
  public Placement {
    onObjects = List.copyOf(onObjects);
  }

  /** Collects the objects of the construct that is placed here. */
  public ApiObjects objects() {
    return ApiObjects.of(scope, identity, pulling);
  }

  /** The pods of the construct. */
  public PodTemplateSpec podTemplate(PodSpec pod) {
    return podTemplate(pod, null, List.of());
  }

  /**
   * The pods of a construct whose software reads its configuration once: they are replaced when it
   * changes.
   *
   * @param configHash {@link ConfigText#hash} of the configuration
   */
  public PodTemplateSpec podTemplate(PodSpec pod, String configHash) {
    return podTemplate(pod, configHash, List.of());
  }

  /**
   * The same, for pods that are also called from outside of every service mesh.
   *
   * @param outside the ports, which have TLS of their own
   */
  public PodTemplateSpec podTemplate(
      PodSpec pod, @Nullable String configHash, List<Integer> outside) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (configHash != null) {
      annotations.put(ConfigText.HASH_ANNOTATION, configHash);
    }
    annotations.putAll(pods.mesh().podAnnotations(outside));
    return PodTemplateSpec.builder()
        .metadata(
            ObjectMeta.builder()
                .labels(pods.mesh().labelled(identity.labels().all()))
                .annotations(annotations.isEmpty() ? null : annotations)
                .build())
        .spec(pod)
        .build();
  }

  /** The metadata of pods that an operator makes, as custom resources take it; may be empty. */
  public Map<String, Object> podMetadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (!pods.mesh().podLabels().isEmpty()) {
      metadata.put("labels", pods.mesh().podLabels());
    }
    if (!pods.mesh().podAnnotations(List.of()).isEmpty()) {
      metadata.put("annotations", pods.mesh().podAnnotations(List.of()));
    }
    return metadata;
  }

  String path() {
    return path(scope, id);
  }

  /** The path that a construct has, or will have; an app at the root has none. */
  static String path(Construct scope, String id) {
    String above = scope.getNode().getPath();
    return above.isEmpty() ? id : above + "/" + id;
  }
}
