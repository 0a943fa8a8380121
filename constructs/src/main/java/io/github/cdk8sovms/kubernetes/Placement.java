package io.github.cdk8sovms.kubernetes;

import software.constructs.Construct;

/**
 * Where a construct goes in the construct tree, and how its objects are named and labelled.
 *
 * @param scope the chart or construct above
 * @param id the id below it
 * @param identity what its objects have in common
 */
public record Placement(Construct scope, String id, Identity identity) {

  /** Creates the objects of the construct that was placed here. */
  public ApiObjects objectsOf(Construct owner) {
    return ApiObjects.of(owner, scope, identity);
  }
}
