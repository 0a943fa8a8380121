package io.github.cdk8sovms.planning.report;

/**
 * Settings of an autoscaler and its server that a recommendation may change.
 *
 * @param target of the first metric
 * @param window seconds of the averaging window
 * @param up seconds of the stabilization window for scaling up
 * @param down the same for scaling down
 * @param streams of the model with traffic; 0 if it is none
 */
record Settings(
    double target, long window, int minReplicas, int maxReplicas, long up, long down, int streams) {

  Settings withTarget(double other) {
    return new Settings(other, window, minReplicas, maxReplicas, up, down, streams);
  }

  Settings withWindow(long other) {
    return new Settings(target, other, minReplicas, maxReplicas, up, down, streams);
  }

  Settings withReplicas(int min, int max) {
    return new Settings(target, window, min, max, up, down, streams);
  }

  Settings withBehavior(long otherUp, long otherDown) {
    return new Settings(target, window, minReplicas, maxReplicas, otherUp, otherDown, streams);
  }

  Settings withStreams(int other) {
    return new Settings(target, window, minReplicas, maxReplicas, up, down, other);
  }
}
