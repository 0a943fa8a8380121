package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.Served.ServedGraph;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.EnumSet;
import java.util.OptionalInt;

/**
 * Graphs being executed. The metric is their number, so that one rule serves every capacity; the
 * target is multiplied by the capacity.
 */
final class GraphsInFlight extends LoadSignal {
  private static final SignalDefinition DEFINITION =
      new SignalDefinition(
          "ovms_graphs_in_flight",
          "graphs in flight by capacity",
          new TargetRange(0.2, 1, 0.7),
          OvmsMetric.CURRENT_GRAPHS.series(),
          EnumSet.of(OvmsMetric.CURRENT_GRAPHS),
          SeriesType.GAUGE);

  private final int capacity;

  GraphsInFlight(SignalScope scope, int capacity) {
    super(scope, DEFINITION);
    this.capacity = capacity;
  }

  @Override
  void check(Findings findings, String option) {
    super.check(findings, option);
    findings.require(
        capacity >= 1,
        FindingCode.SIGNAL,
        option,
        quote(capacity) + " is not a capacity; it must be 1 or more",
        "Write how many graphs a pod executed concurrently in a load test.");
  }

  @Override
  public double metricValue(double target) {
    return target * capacity;
  }

  @Override
  public OptionalInt requestsAtOne(OptionalInt streams) {
    Required.nonNull(streams);
    return OptionalInt.of(capacity);
  }

  @Override
  LoadSignal with(SignalScope other) {
    return new GraphsInFlight(other, capacity);
  }

  @Override
  String perModel(Query query) {
    return query.average(OvmsMetric.CURRENT_GRAPHS);
  }

  @Override
  String total(Query query) {
    return query.perPod(Aggregation.SUM, perModel(query));
  }

  @Override
  boolean measures(Served servable) {
    return Required.nonNull(servable) instanceof ServedGraph;
  }

  /**
   * All graphs share the HTTP workers, which execute them; their number also limits the pool for
   * streaming.
   */
  @Override
  UpperBound highest(Serving server) {
    OptionalInt workers = server.capacity().restWorkers();
    if (capacity < 1) {
      return new UpperBound.Unlimited("the capacity is invalid, which is reported");
    }
    if (workers.isEmpty()) {
      return new UpperBound.Unknown(
          "a graph is counted only when an HTTP worker executes it, and OVMS starts one"
              + " worker per core",
          fix(1));
    }
    double share = (double) workers.getAsInt() / capacity;
    return new UpperBound.Limited(
        share,
        "a graph is counted only when one of the "
            + workers.getAsInt()
            + " HTTP workers executes it, so the value cannot exceed "
            + workers.getAsInt()
            + "/"
            + capacity
            + " = "
            + UpperBounds.number(share),
        this::fix);
  }

  private String fix(double needed) {
    return UpperBounds.setWorkers(UpperBounds.atLeast(2, needed, capacity));
  }

  @Override
  UpperBound overHttp(Serving server) {
    return highest(server);
  }
}
