package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;

/** Inference time per second and stream. */
final class StreamUtilization extends ModelSignal {
  private static final String INFERENCE = OvmsMetric.INFERENCE_TIME.series() + "_sum";

  private static final SignalDefinition DEFINITION =
      new SignalDefinition(
          "ovms_stream_utilization",
          "stream utilization",
          new TargetRange(0.2, 3, 0.7),
          INFERENCE,
          EnumSet.of(OvmsMetric.INFERENCE_TIME, OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS),
          SeriesType.COUNTER);

  StreamUtilization(SignalScope scope) {
    super(scope, DEFINITION);
  }

  @Override
  LoadSignal with(SignalScope other) {
    return new StreamUtilization(other);
  }

  @Override
  String perModel(Query query) {
    return query.timePerStream(INFERENCE);
  }

  @Override
  String total(Query query) {
    return query.timePerStreamOfPod(INFERENCE);
  }

  /** All versions measure the inference time while an infer request is held. */
  @Override
  UpperBound reach(ServedModel model, Serving server) {
    return UpperBounds.ofInferRequests(model, server);
  }

  @Override
  UpperBound httpReach(List<ServedModel> models, OptionalInt workers) {
    return UpperBounds.ofHttpWorkers(models, workers, scope().aggregation());
  }
}
