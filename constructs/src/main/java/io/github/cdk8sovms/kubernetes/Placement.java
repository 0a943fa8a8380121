package io.github.cdk8sovms.kubernetes;

import software.constructs.Construct;

/**
 * Where a construct goes in the construct tree, and how its objects are named and labelled.
 *
 * @param scope the chart or construct above
 * @param id the id below it
 * @param identity what its objects have in common
 * @param pulling where images are pulled from
 * @param pods what its pods were told
 */
public record Placement(
    Construct scope, String id, Identity identity, Pulling pulling, PodSettings pods) {

  /** Collects the objects of the construct that is placed here. */
  public ApiObjects objects() {
    return ApiObjects.of(scope, identity, pulling);
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
