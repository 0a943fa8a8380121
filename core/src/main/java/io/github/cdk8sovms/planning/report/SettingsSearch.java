package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.Plan;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.ServiceTime;
import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.report.Recommendation.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Searches settings from those of a manifest on: changes one at a time, and then continues from the
 * best found so far. It does not try all combinations.
 */
public final class SettingsSearch {
  private static final int THREADS = 2;

  /** Settings for an hour of 50 requests a second, and the fewest for longer traffic. */
  private static final int MOST = 200;

  private static final int FEWEST = 30;
  private static final long MOST_REQUESTS = 40_000_000;

  /** Less is not worth another setting. */
  private static final double SMALLEST_GAIN = 0.001;

  /** Most settings in a report. */
  private static final int SHOWN = 8;

  /** Settings with their result. */
  private record Planned(Settings settings, PlanResult result) {
    double brokenShare() {
      return result.lateShare() + result.refusedShare();
    }

    double replicaHours() {
      return result.replicaHours();
    }
  }

  private final PlanReport report;
  private final Traffic traffic;
  private final ServiceTime serviceTime;
  private final Variations variations;
  private final int most;
  private final Set<Settings> seen = new LinkedHashSet<>();
  private final List<Planned> all = new ArrayList<>();

  private SettingsSearch(
      PlanReport report, Traffic traffic, ServiceTime serviceTime, boolean streamsMayVary) {
    this.report = report;
    this.traffic = traffic;
    this.serviceTime = serviceTime;
    this.variations = new Variations(report.manifest().spec(), streamsMayVary);
    long requests = Math.max(1, report.result().requests());
    this.most = (int) Math.max(FEWEST, Math.min(MOST, MOST_REQUESTS / requests));
  }

  /**
   * Plans other settings with the same traffic, on two threads.
   *
   * @param streamsMayVary whether the service time holds for any number of streams
   */
  public static Recommendation run(
      PlanReport report, Traffic traffic, ServiceTime serviceTime, boolean streamsMayVary) {
    return new SettingsSearch(report, traffic, serviceTime, streamsMayVary).recommendation();
  }

  private Recommendation recommendation() {
    Planned today = new Planned(variations.today(), report.result());
    seen.add(today.settings());
    all.add(today);
    List<Settings> wave = fresh(List.of(today));
    while (!wave.isEmpty()) {
      plan(wave);
      wave = fresh(front());
    }
    List<Candidate> candidates =
        thinned(front().stream().filter(this::isWorthIt).toList()).stream()
            .map(each -> new Candidate(variations.lines(each.settings()), each.result()))
            .toList();
    return new Recommendation(new Candidate(List.of(), today.result()), candidates, all.size());
  }

  /** Returns settings that differ in one value from one of those given, and are not planned yet. */
  private List<Settings> fresh(List<Planned> from) {
    List<Settings> fresh = new ArrayList<>();
    for (Planned each : from) {
      for (Settings neighbour : variations.of(each.settings())) {
        if (seen.size() < most && seen.add(neighbour)) {
          fresh.add(neighbour);
        }
      }
    }
    return fresh;
  }

  private void plan(List<Settings> wave) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<PlanResult>> plans = new ArrayList<>();
      for (Settings each : wave) {
        PlanSpec spec = variations.spec(each);
        plans.add(() -> Plan.run(spec, traffic, serviceTime, report.promise(), report.seed()));
      }
      List<Future<PlanResult>> results = threads.invokeAll(plans);
      for (int i = 0; i < wave.size(); i++) {
        all.add(new Planned(wave.get(i), results.get(i).get()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Returns those than which no other is better, by ascending replica-hours. */
  private List<Planned> front() {
    List<Planned> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingDouble(Planned::replicaHours)
            .thenComparingDouble(Planned::brokenShare));
    List<Planned> front = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    for (Planned each : sorted) {
      if (each.brokenShare() < lowest - SMALLEST_GAIN) {
        front.add(each);
        lowest = each.brokenShare();
      }
    }
    return front;
  }

  /** Returns whether it keeps the promise, or at least comes closer to it than the manifest. */
  private boolean isWorthIt(Planned each) {
    return each.result().keeps(report.promise())
        || each.brokenShare() <= report.result().lateShare() + report.result().refusedShare();
  }

  /** Keeps both ends of the front, and evenly what is between them. */
  private static List<Planned> thinned(List<Planned> front) {
    if (front.size() <= SHOWN) {
      return front;
    }
    List<Planned> kept = new ArrayList<>();
    for (int i = 0; i < SHOWN; i++) {
      kept.add(front.get(i * (front.size() - 1) / (SHOWN - 1)));
    }
    return kept;
  }
}
