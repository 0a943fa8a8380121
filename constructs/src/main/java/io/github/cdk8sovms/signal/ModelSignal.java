package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.Servable;
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
  public final boolean measures(Servable servable) {
    return Required.nonNull(servable) instanceof Model;
  }

  @Override
  final UpperBound highest(ModelServer server) {
    return highest(server, models(server));
  }

  @Override
  final UpperBound overHttp(ModelServer server) {
    List<Model> models = models(server);
    return UpperBounds.lower(
        highest(server, models), httpReach(models, server.capacity().restWorkers()));
  }

  private UpperBound highest(ModelServer server, List<Model> models) {
    Aggregation aggregation = scope().aggregation();
    List<UpperBound> bounds = models.stream().map(model -> reach(model, server)).toList();
    return aggregation == Aggregation.SUM
        ? UpperBounds.ofSums(models, bounds)
        : UpperBounds.together(aggregation, bounds);
  }

  private List<Model> models(ModelServer server) {
    return scope().of(server.capacity().models());
  }

  /** Returns the upper bound of one model. */
  abstract UpperBound reach(Model model, ModelServer server);

  /** Returns the upper bound over HTTP with this number of workers, if they limit it. */
  abstract UpperBound httpReach(List<Model> models, OptionalInt workers);
}
