package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.internal.values.Shares;
import io.github.cdk8sovms.signal.internal.TargetRange;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The time from receipt to response: its mean, or a quantile of its histogram. */
final class Latency extends ModelSignal {
  private static final String TIME = OvmsMetric.REQUEST_TIME.series();

  private final OptionalDouble share;

  Latency(SignalScope scope, OptionalDouble share) {
    super(scope, definition(share));
    this.share = share;
  }

  private static SignalDefinition definition(OptionalDouble share) {
    boolean isMean = share.isEmpty();
    String number = number(share);
    return new SignalDefinition(
        isMean ? "ovms_mean_latency_ms" : "ovms_latency_p" + percent(share) + "_ms",
        isMean ? "mean latency" : "latency, " + number + " quantile",
        new TargetRange(1, 600_000, 0),
        TIME + "_count",
        EnumSet.of(OvmsMetric.REQUEST_TIME, OvmsMetric.CURRENT_REQUESTS, OvmsMetric.STREAMS),
        SeriesType.LATENCY);
  }

  @Override
  public Unit unit() {
    return Unit.MILLISECONDS;
  }

  @Override
  void check(Findings findings, String option) {
    super.check(findings, option);
    share.ifPresent(
        value ->
            Shares.check(
                findings, FindingCode.SIGNAL, option, value, "Write LoadSignal.latency(0.99)."));
  }

  @Override
  LoadSignal with(SignalScope other) {
    return new Latency(other, share);
  }

  @Override
  String perModel(Query query) {
    return share.isEmpty()
        ? Query.fraction(
            query.perModel(query.rate(TIME + "_sum")) + " / 1e3",
            query.perModel(query.rate(TIME + "_count")))
        : quantile(query.bucketsPerModel(query.rate(TIME + "_bucket")));
  }

  @Override
  String total(Query query) {
    return share.isEmpty()
        ? Query.fraction(
            query.perPod(Aggregation.SUM, query.rate(TIME + "_sum")) + " / 1e3",
            query.perPod(Aggregation.SUM, query.rate(TIME + "_count")))
        : quantile(query.bucketsPerPod(query.rate(TIME + "_bucket")));
  }

  @Override
  UpperBound reach(ServedModel model, Serving server) {
    return new UpperBound.Unlimited("it grows with the queueing time");
  }

  @Override
  UpperBound httpReach(List<ServedModel> models, OptionalInt workers) {
    return new UpperBound.Unknown("OVMS does not measure the wait for an HTTP worker", "Use gRPC");
  }

  /** Without requests in the window the quantile is NaN, which the comparison drops. */
  private String quantile(String buckets) {
    return "histogram_quantile(" + number(share) + ", " + buckets + ") / 1e3 >= 0";
  }

  private static String percent(OptionalDouble share) {
    return decimal(share).movePointRight(2).stripTrailingZeros().toPlainString().replace('.', '_');
  }

  private static String number(OptionalDouble share) {
    return share.isPresent() ? decimal(share).stripTrailingZeros().toPlainString() : "";
  }

  /** Returns the fraction; zero if it is not a number, which validation rejects. */
  private static BigDecimal decimal(OptionalDouble share) {
    double value = share.orElse(0);
    return Double.isFinite(value) ? BigDecimal.valueOf(value) : BigDecimal.ZERO;
  }
}
