package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.internal.Link;
import java.util.List;

/**
 * The traffic to and from what a {@link ClusterNetwork} describes.
 *
 * @param toDns the egress to the cluster's DNS
 * @param toApiServer the egress to the API server
 * @param apiServerCalls where calls from the API server come from
 */
public record ClusterTraffic(Traffic toDns, Traffic toApiServer, List<NetworkPeer> apiServerCalls) {
  public static final Link<ClusterNetwork, ClusterTraffic> LINK = new Link<>();

  /** Returns the ingress from the API server, for extension API servers. */
  public Traffic fromApiServer(int port) {
    return Traffic.tcp(apiServerCalls, port).outsideMeshes();
  }
}
