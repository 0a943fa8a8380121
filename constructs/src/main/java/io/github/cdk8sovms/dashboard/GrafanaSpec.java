package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.Prometheus;
import java.util.List;

/**
 * A Grafana.
 *
 * @param placement its place in the construct tree, and its names
 * @param prometheus its data source
 * @param dashboards that it shows
 * @param adminSecret the Secret with the credentials of the administrator
 * @param clients that are allowed
 * @param image of its pod
 * @param resources CPU and memory
 */
record GrafanaSpec(
    Placement placement,
    Prometheus prometheus,
    List<Dashboard.Source> dashboards,
    String adminSecret,
    List<NetworkPeer> clients,
    ImageReference image,
    Resources resources) {

  GrafanaSpec {
    dashboards = List.copyOf(dashboards);
    clients = List.copyOf(clients);
  }
}
