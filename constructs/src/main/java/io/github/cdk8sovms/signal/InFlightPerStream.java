package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Little's law: requests in the server are the time they took in each second. The interface, which
 * only this series has, is summed away: else nothing would match the streams.
 */
final class InFlightPerStream extends LoadSignal {
  private static final String TIME = OvmsMetric.REQUEST_TIME.series() + "_sum";

  private static final SignalDefinition FACTS =
      new SignalDefinition(
          "ovms_in_flight_streams_ratio",
          "requests in flight per stream",
          Unit.RATIO,
          new TargetRange(0.3, 5, 1),
          TIME,
          EnumSet.of(OvmsMetric.REQUEST_TIME, OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS),
          SeriesType.COUNTER);

  InFlightPerStream(SignalScope selection) {
    super(selection, FACTS);
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
  UpperBound reach(Model model, OvmsModelServer server) {
    return new UpperBound.Unlimited("a request takes its time from receipt to answer");
  }

  @Override
  UpperBound httpReach(List<Model> models, OptionalInt workers) {
    return UpperBounds.ofHttpWorkers(models, workers, selection().aggregation());
  }
}
