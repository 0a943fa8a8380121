package io.github.cdk8sovms.kubernetes;

import java.util.List;
import software.constructs.Construct;

/**
 * Where a construct goes in the construct tree, and how its objects are named and labelled.
 *
 * @param scope the chart or construct above
 * @param id the id below it
 * @param identity what its objects have in common
 * @param pulling where images are pulled from
 * @param pods the settings of its pods
 * @param patches changes of its objects
 * @param onObjects the options that were given and that nothing but its objects can carry
 */
public record Placement(
    Construct scope,
    String id,
    Identity identity,
    ImageMirror pulling,
    PodSettings pods,
    List<Patch> patches,
    List<String> onObjects) {
  /** Copies the lists. */
  public Placement {
    patches = List.copyOf(patches);
    onObjects = List.copyOf(onObjects);
  }

  /** Collects the objects of the construct that is placed here. */
  public ApiObjects objects() {
    return ApiObjects.of(scope, identity, pulling, pods);
  }

  /** The service account of the pods. */
  public String serviceAccountName() {
    return pods.serviceAccount().orElse(identity.name());
  }

  /** The pods of the construct. */
  public PodTemplates podTemplates() {
    return new PodTemplates(identity, pods);
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
