package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.Traffic;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The late requests of the same plan with other seeds. When Prometheus scrapes and when the HPA
 * decides is chance, and decides much about a single burst.
 *
 * @param lowest share of late requests
 * @param highest share of late requests
 * @param seeds how many were planned, the first included
 */
public record SeedRange(double lowest, double highest, int seeds) {
  private static final int SEEDS = 10;

  /** Longer traffic has more changes, which average the chance, and takes longer to plan. */
  private static final long MOST_REQUESTS = 200_000;

  /** Plans other seeds; empty for long traffic. */
  public static Optional<SeedRange> of(
      PlanSpec spec,
      Traffic traffic,
      ServiceTime serviceTime,
      Promise promise,
      long seed,
      PlanResult first) {
    if (first.requests() > MOST_REQUESTS) {
      return Optional.empty();
    }
    DoubleSummaryStatistics shares = new DoubleSummaryStatistics();
    shares.accept(first.lateShare());
    LongStream.range(1, SEEDS)
        .mapToDouble(next -> Plan.run(spec, traffic, serviceTime, promise, seed + next).lateShare())
        .forEach(shares);
    return Optional.of(new SeedRange(shares.getMin(), shares.getMax(), SEEDS));
  }

  @Override
  public String toString() {
    return "%s to %s with %d seeds"
        .formatted(Numbers.percent(lowest), Numbers.percent(highest), seeds);
  }
}
