package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.kit.Repository;

/** The manifests in dist/. */
public final class Examples {
  private Examples() {}

  /** What the example of that name emits. */
  public static Application of(String name) {
    return Application.of(name, Repository.read(Repository.DIST.resolve(name + ".k8s.yaml")));
  }
}
