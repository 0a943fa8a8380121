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
record PodUpperBound(LoadSignal signal, OvmsModelServer server, List<Model> models) {

  static PodUpperBound of(LoadSignal signal, OvmsModelServer server) {
    return new PodUpperBound(signal, server, signal.selection().of(server.capacity().models()));
  }

  /** However the requests come. */
  UpperBound highest() {
    Aggregation aggregation = signal.selection().aggregation();
    List<UpperBound> reaches = models.stream().map(model -> signal.reach(model, server)).toList();
    return aggregation == Aggregation.SUM
        ? UpperBounds.ofSums(models, reaches)
        : UpperBounds.together(aggregation, reaches);
  }

  /** If all requests come over HTTP; {@link #highest} if that is no less. */
  UpperBound overHttp() {
    return UpperBounds.lower(highest(), signal.httpReach(models, server.capacity().restWorkers()));
  }
}
