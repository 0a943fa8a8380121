package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.Prometheus;

/**
 * A dashboard.
 *
 * @param placement its place in the construct tree, and its names
 * @param prometheus that its panels query
 * @param delivery the kind of object that contains it
 * @param folder in Grafana; empty for none
 * @param uid unique in Grafana
 * @param json the dashboard
 */
record DashboardSpec(
    Placement placement,
    Prometheus prometheus,
    Delivery delivery,
    String folder,
    String uid,
    String json) {

  /** Returns a unique file name: the sidecar writes all ConfigMaps to one directory. */
  String file() {
    return placement.identity().namespace() + "-" + placement.identity().name() + ".json";
  }
}
