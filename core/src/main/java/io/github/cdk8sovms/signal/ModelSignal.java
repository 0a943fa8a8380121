package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.OptionalInt;

/** A signal of series that OVMS exports for models, by their streams and infer requests. */
abstract sealed class ModelSignal extends LoadSignal
    permits RequestsPerStream, InFlightPerStream, QueueToCompute, StreamUtilization, Latency {
  ModelSignal(SignalScope scope, SignalDefinition definition) {
    super(scope, definition);
  }

  @Override
  final boolean measures(Served servable) {
    return Required.nonNull(servable) instanceof ServedModel;
  }

  @Override
  final UpperBound highest(Serving server) {
    return highest(server, models(server));
  }

  @Override
  final UpperBound overHttp(Serving server) {
    List<ServedModel> models = models(server);
    return UpperBounds.lower(
        highest(server, models), httpReach(models, server.capacity().restWorkers()));
  }

  private UpperBound highest(Serving server, List<ServedModel> models) {
    Aggregation aggregation = scope().aggregation();
    List<UpperBound> bounds = models.stream().map(model -> reach(model, server)).toList();
    return aggregation == Aggregation.SUM
        ? UpperBounds.ofSums(models, bounds)
        : UpperBounds.together(aggregation, bounds);
  }

  private List<ServedModel> models(Serving server) {
    return scope().of(server.capacity().models());
  }

  /** Returns the upper bound of one model. */
  abstract UpperBound reach(ServedModel model, Serving server);

  /** Returns the upper bound over HTTP with this number of workers, if they limit it. */
  abstract UpperBound httpReach(List<ServedModel> models, OptionalInt workers);
}
