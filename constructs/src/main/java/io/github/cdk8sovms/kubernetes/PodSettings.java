package io.github.cdk8sovms.kubernetes;

import java.util.OptionalInt;

/**
 * What the pods of every component can be told.
 *
 * @param platformUserIds whether user and group are left to the platform
 * @param imagePullPolicy when images are pulled
 * @param isolated whether they may have only traffic that is listed
 * @param network where the cluster has what every component may need
 * @param mesh the service mesh that they are in
 */
public record PodSettings(
    boolean platformUserIds,
    PullPolicy imagePullPolicy,
    boolean isolated,
    ClusterNetwork network,
    Mesh mesh) {
  static final PodSettings DEFAULT =
      new PodSettings(false, PullPolicy.ALWAYS, true, ClusterNetwork.standard(), Mesh.NONE);

  /** The user, unless the platform chooses. */
  public OptionalInt user(int ofImage) {
    return platformUserIds ? OptionalInt.empty() : OptionalInt.of(ofImage);
  }

  /** When images are pulled, as pods and custom resources take it. */
  public String pullPolicy() {
    return imagePullPolicy.apiValue();
  }

  PodSettings leftToPlatform() {
    return new PodSettings(true, imagePullPolicy, isolated, network, mesh);
  }

  PodSettings pulled(PullPolicy policy) {
    return new PodSettings(platformUserIds, policy, isolated, network, mesh);
  }

  PodSettings open() {
    return new PodSettings(platformUserIds, imagePullPolicy, false, network, mesh);
  }

  PodSettings in(ClusterNetwork cluster) {
    return new PodSettings(platformUserIds, imagePullPolicy, isolated, cluster, mesh);
  }

  PodSettings in(Mesh other) {
    return new PodSettings(platformUserIds, imagePullPolicy, isolated, network, other);
  }
}
