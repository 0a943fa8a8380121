package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.List;

/**
 * How high the value of a pod can get, with all its models that the signal looks at.
 *
 * @param signal what is measured
 * @param server what the pod runs
 * @param models those of the server that are looked at
 */
record PodReach(LoadSignal signal, OvmsModelServer server, List<Model> models) {

  static PodReach of(LoadSignal signal, OvmsModelServer server) {
    return new PodReach(signal, server, signal.selection().of(server.capacity().models()));
  }

  /** However the requests come. */
  Reach highest() {
    Aggregation aggregation = signal.selection().aggregation();
    List<Reach> reaches = models.stream().map(model -> signal.reach(model, server)).toList();
    return aggregation == Aggregation.SUM
        ? Reaches.ofSums(models, reaches)
        : Reaches.together(aggregation, reaches);
  }

  /** If all requests come over HTTP; {@link #highest} if that is no less. */
  Reach overHttp() {
    return Reaches.lower(highest(), signal.httpReach(models, server.capacity().restWorkers()));
  }
}
