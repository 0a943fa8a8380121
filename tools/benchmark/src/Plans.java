import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.hpa.ScalingRules;
import io.github.cdk8sovms.planning.Clients;
import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ScrapeSpec;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How long plans take: a day, a week, and the candidates of a recommendation. */
public final class Plans {
  private static final String QUERY =
      "max by (namespace, pod) (avg_over_time(ovms_current_requests{namespace=\"serving\"}[1m])"
          + " / (avg_over_time(ovms_streams{namespace=\"serving\"}[1m]) > 0))";

  private static final String TOTAL =
      "sum((" + QUERY + ") and max by (namespace, pod) (up)) + clamp_min((count(max by (namespace, pod)"
          + " (up) unless (" + QUERY + ")) or vector(0)) - 1, 0)";

  private static final Promise PROMISE = new Promise(Duration.ofSeconds(1), 0.95);
  private static final ServiceTime TIME = ServiceTime.lognormal(Duration.ofMillis(200), 0.3);

  private Plans() {}

  public static void main(String[] args) {
    run("day, first run", Duration.ofDays(1), plan(1, 15, false));
    run("day", Duration.ofDays(1), plan(1, 15, false));
    run("day, scraped every 5 s", Duration.ofDays(1), plan(1, 5, false));
    run("day, query of KEDA", Duration.ofDays(1), plan(1, 15, true));
    run("week", Duration.ofDays(7), plan(1, 15, false));
    candidates(200);
  }

  /** Mean of 50 requests a second, from 20 at night to 80 at noon. */
  private static Traffic traffic(Duration length) {
    return Traffic.daily(20, 80, length, Spacing.POISSON);
  }

  private static void run(String what, Duration length, PlanSpec plan) {
    long start = System.nanoTime();
    long cpu = cpu();
    PlanResult result = Plan.run(plan, traffic(length), TIME, PROMISE, 1);
    System.out.printf(
        "%-24s %,12d requests %6.2f s, %6.2f s CPU, %4.0f ns CPU a request, peak heap %d MB%n",
        what,
        result.requests(),
        (System.nanoTime() - start) / 1e9,
        (cpu() - cpu) / 1e9,
        (double) (cpu() - cpu) / result.requests(),
        peak() >> 20);
  }

  /** Targets and minimums, an hour each, on two threads. */
  private static void candidates(int count) {
    long start = System.nanoTime();
    Traffic hour =
        Traffic.burst(
            8, 50, Duration.ofMinutes(20), Duration.ofMinutes(20), Duration.ofHours(1),
            Spacing.POISSON);
    Thread[] threads = new Thread[2];
    for (int t = 0; t < threads.length; t++) {
      int first = t;
      threads[t] =
          new Thread(
              () ->
                  IntStream.iterate(first, i -> i < count, i -> i + 2)
                      .forEach(
                          i ->
                              Plan.run(
                                  plan(0.3 + i * 0.01, i % 3 == 0 ? 5 : 15, i % 2 == 0),
                                  hour, TIME, PROMISE, 1)));
      threads[t].start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    System.out.printf(
        "%d candidates of an hour on two threads: %.2f s%n",
        count, (System.nanoTime() - start) / 1e9);
  }

  private static PlanSpec plan(double target, int scrape, boolean keda) {
    HpaSpec.Metric metric =
        keda
            ? new HpaSpec.ExternalMetric("load", target)
            : new HpaSpec.PodsMetric("load", target);
    return new PlanSpec(
        "plan",
        new ServerSpec(
            List.of(ModelSpec.of("resnet50", 4, 16)), 16, 64, false,
            StartDurations.ofTotal(Duration.ofSeconds(30)), Duration.ofSeconds(10), "serving",
            "resnet"),
        Clients.http(16),
        ScrapeSpec.every(Duration.ofSeconds(scrape)),
        new HpaSpec(
            1, 10, List.of(metric), ScalingRules.defaultUp(), ScalingRules.defaultDown()),
        Map.of("load", keda ? TOTAL : QUERY));
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long peak() {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    return peak;
  }
}
