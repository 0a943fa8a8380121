package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Little's law: the number of requests in the server is their processing time per second. The
 * interface label, which only this series has, is aggregated away: otherwise it would not match the
 * streams.
 */
final class InFlightPerStream extends ModelSignal {
  private static final String TIME = OvmsMetric.REQUEST_TIME.series() + "_sum";

  private static final SignalDefinition DEFINITION =
      new SignalDefinition(
          "ovms_in_flight_streams_ratio",
          "requests in flight per stream",
          new TargetRange(0.3, 5, 1),
          TIME,
          EnumSet.of(OvmsMetric.REQUEST_TIME, OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS),
          SeriesType.COUNTER);

  InFlightPerStream(SignalScope scope) {
    super(scope, DEFINITION);
  }

  @Override
  public OptionalInt requestsAtOne(OptionalInt streams) {
    return Required.nonNull(streams);
  }

  @Override
  LoadSignal with(SignalScope other) {
    return new InFlightPerStream(other);
  }

  @Override
  String perModel(Query query) {
    return query.timePerStream(TIME);
  }

  @Override
  String total(Query query) {
    return query.timePerStreamOfPod(TIME);
  }

  @Override
  UpperBound reach(ServedModel model, Serving server) {
    return new UpperBound.Unlimited("the request time includes queueing");
  }

  @Override
  UpperBound httpReach(List<ServedModel> models, OptionalInt workers) {
    return UpperBounds.ofHttpWorkers(models, workers, scope().aggregation());
  }
}
