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

  private static final Facts FACTS =
      new Facts(
          "ovms_in_flight_streams_ratio",
          "requests in flight per stream",
          Unit.RATIO,
          new TargetRange(0.3, 5, 1),
          TIME,
          EnumSet.of(OvmsMetric.REQUEST_TIME, OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS),
          Reading.RATES);

  InFlightPerStream(Selection selection) {
    super(selection, FACTS);
  }

  @Override
  LoadSignal with(Selection other) {
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
  Reach reach(Model model, OvmsModelServer server) {
    return new Reach.Unlimited("a request takes its time from receipt to answer");
  }

  @Override
  Reach httpReach(List<Model> models, OptionalInt workers) {
    return Reaches.ofHttpWorkers(models, workers, selection().aggregation());
  }
}
