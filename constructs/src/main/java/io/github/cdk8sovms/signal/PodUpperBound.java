package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.List;

/**
 * The upper bound of a pod's value, over all models that the signal covers.
 *
 * @param signal the load signal
 * @param server the server of the pod
 * @param models the models of the server that the signal covers
 */
record PodUpperBound(LoadSignal signal, OvmsModelServer server, List<Model> models) {

  static PodUpperBound of(LoadSignal signal, OvmsModelServer server) {
    return new PodUpperBound(signal, server, signal.scope().of(server.capacity().models()));
  }

  /** Returns the upper bound for any protocol. */
  UpperBound highest() {
    Aggregation aggregation = signal.scope().aggregation();
    List<UpperBound> bounds = signal.bounds(server);
    return aggregation == Aggregation.SUM
        ? UpperBounds.ofSums(models, bounds)
        : UpperBounds.together(aggregation, bounds);
  }

  /** Returns the upper bound if all requests use HTTP; {@link #highest} if that is not lower. */
  UpperBound overHttp() {
    return UpperBounds.lower(highest(), signal.httpReach(models, server.capacity().restWorkers()));
  }
}
