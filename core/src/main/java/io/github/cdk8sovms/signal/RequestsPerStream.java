package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;

/** The time average of requests divided by that of streams. */
final class RequestsPerStream extends ModelSignal {
  private static final SignalDefinition DEFINITION =
      new SignalDefinition(
          "ovms_requests_streams_ratio",
          "requests per stream",
          new TargetRange(0.3, 3, 1),
          OvmsMetric.CURRENT_REQUESTS.series(),
          EnumSet.of(OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS),
          SeriesType.GAUGE);

  RequestsPerStream(SignalScope scope) {
    super(scope, DEFINITION);
  }

  @Override
  public OptionalInt requestsAtOne(OptionalInt streams) {
    return Required.nonNull(streams);
  }

  @Override
  LoadSignal with(SignalScope other) {
    return new RequestsPerStream(other);
  }

  @Override
  String perModel(Query query) {
    return Query.fraction(
        query.average(OvmsMetric.CURRENT_REQUESTS), query.average(OvmsMetric.STREAMS));
  }

  @Override
  String total(Query query) {
    return Query.fraction(
        query.perPod(Aggregation.SUM, query.average(OvmsMetric.CURRENT_REQUESTS)),
        query.perPod(Aggregation.SUM, query.average(OvmsMetric.STREAMS)));
  }

  @Override
  UpperBound reach(ServedModel model, Serving server) {
    return server.version().countsOnlyRequestsBeingProcessed()
        ? UpperBounds.ofInferRequests(model, server)
        : new UpperBound.Unlimited("OVMS before 2024.5 counts a request as soon as it is received");
  }

  @Override
  UpperBound httpReach(List<ServedModel> models, OptionalInt workers) {
    return UpperBounds.ofHttpWorkers(models, workers, scope().aggregation());
  }
}
