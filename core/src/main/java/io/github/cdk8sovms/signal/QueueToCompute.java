package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;

/** The time requests wait for an infer request, divided by the inference time. */
final class QueueToCompute extends ModelSignal {
  private static final String WAIT = OvmsMetric.WAIT_FOR_INFER_REQUEST_TIME.series() + "_sum";
  private static final String INFERENCE = OvmsMetric.INFERENCE_TIME.series() + "_sum";

  private static final SignalDefinition DEFINITION =
      new SignalDefinition(
          "ovms_queue_compute_ratio",
          "queue to compute",
          new TargetRange(0.05, 5, 1),
          WAIT,
          EnumSet.of(
              OvmsMetric.WAIT_FOR_INFER_REQUEST_TIME,
              OvmsMetric.INFERENCE_TIME,
              OvmsMetric.CURRENT_REQUESTS,
              OvmsMetric.STREAMS),
          SeriesType.COUNTER);

  QueueToCompute(SignalScope scope) {
    super(scope, DEFINITION);
  }

  @Override
  LoadSignal with(SignalScope other) {
    return new QueueToCompute(other);
  }

  @Override
  String perModel(Query query) {
    return Query.fraction(query.perModel(query.rate(WAIT)), query.perModel(query.rate(INFERENCE)));
  }

  @Override
  String total(Query query) {
    return Query.fraction(
        query.perPod(Aggregation.SUM, query.rate(WAIT)),
        query.perPod(Aggregation.SUM, query.rate(INFERENCE)));
  }

  @Override
  UpperBound reach(ServedModel model, Serving server) {
    return new UpperBound.Unlimited("it grows with the queueing time");
  }

  /** Only HTTP workers without an infer request wait, while the others compute. */
  @Override
  UpperBound httpReach(List<ServedModel> models, OptionalInt workers) {
    return UpperBounds.ofWaitingWorkers(models, workers);
  }
}
