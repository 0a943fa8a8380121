package io.github.cdk8sovms.planning;

import java.util.Arrays;

/**
 * Why requests wait: at any time one {@link Cause}, from the pods that the load needs and those
 * that are requested and ready. A late request is attributed to what made the backlog grow that it
 * waited behind, in proportion; so requests that are late while a backlog drains, with enough pods,
 * still counts for what caused it.
 */
final class Backlog {
  /** Arrivals are counted by second. */
  private static final int MINUTE = 60;

  private static final int RECENT = 5;
  private static final double DEVIATIONS = 2;

  private static final double WEIGHT = 0.01;
  private static final Cause[] ALL = Cause.values();
  private static final int CAUSES = ALL.length;

  /** Steps of this size visit all parts of an interval evenly. */
  private static final double GOLDEN = 0.6180339887498949;

  private final int[] streams;
  private final int most;
  private final double[] meanSeconds;
  private final int[][] arrivals;
  private final int[] lastMinute;
  private final int[] lastSeconds;
  private final double[] growth = new double[CAUSES];
  private double grown;
  private int second;
  private long waiting;
  private long waitingBefore;
  private double point;

  private Cause cause = Cause.QUEUEING;
  private boolean limitedByPolicy;

  Backlog(PlanSpec spec) {
    this.most = spec.hpa().maxReplicas();
    this.streams =
        spec.server().servables().stream()
            .mapToInt(
                each ->
                    each instanceof ServableSpec.ModelSpec model
                        ? model.streams()
                        : ((ServableSpec.GraphSpec) each).concurrency())
            .toArray();
    this.meanSeconds = new double[streams.length];
    this.arrivals = new int[streams.length][MINUTE];
    this.lastMinute = new int[streams.length];
    this.lastSeconds = new int[streams.length];
  }

  /** A request arrives; returns what it is put down to if it becomes late. */
  Cause arrived(int servable) {
    arrivals[servable][second]++;
    lastMinute[servable]++;
    lastSeconds[servable]++;
    boolean first = waiting++ == 0;
    if (first || grown == 0) {
      return cause;
    }
    point += GOLDEN;
    point -= Math.floor(point);
    double rest = point * grown;
    for (int i = 0; i < CAUSES; i++) {
      rest -= growth[i];
      if (rest < 0) {
        return ALL[i];
      }
    }
    return cause;
  }

  /** A request is executed, after waiting or at once. */
  void started(int servable, double seconds) {
    waiting--;
    double mean = meanSeconds[servable];
    meanSeconds[servable] = mean == 0 ? seconds : mean + WEIGHT * (seconds - mean);
  }

  /** A request waits no more, because it is refused. */
  void gaveUp() {
    waiting--;
  }

  /** The autoscaler has decided. */
  void decided(boolean byPolicy) {
    limitedByPolicy = byPolicy;
  }

  /** Every second, and when pods or replicas change. */
  void look(int ready, int desired) {
    int needed = needed();
    if (needed <= ready) {
      cause = Cause.QUEUEING;
    } else if (needed <= desired) {
      cause = Cause.START;
    } else if (desired >= most) {
      // The requested ones may still start, but would not be enough.
      cause = Cause.MAXIMUM;
    } else {
      cause = limitedByPolicy ? Cause.POLICY : Cause.DECISION;
    }
  }

  /** A second has passed. */
  void tick() {
    if (waiting == 0) {
      Arrays.fill(growth, 0);
      grown = 0;
    } else if (waiting > waitingBefore) {
      growth[cause.ordinal()] += waiting - waitingBefore;
      grown += waiting - waitingBefore;
    }
    waitingBefore = waiting;
    second = (second + 1) % MINUTE;
    for (int i = 0; i < arrivals.length; i++) {
      lastMinute[i] -= arrivals[i][second];
      lastSeconds[i] -= arrivals[i][(second + MINUTE - RECENT) % MINUTE];
      arrivals[i][second] = 0;
    }
  }

  /**
   * Pods whose streams are not all busy. A step shows in the last seconds, if it is more than
   * chance, which has a deviation of the root of the number; a lasting load in the last minute.
   */
  private int needed() {
    int needed = 1;
    for (int i = 0; i < streams.length; i++) {
      if (lastMinute[i] == 0) {
        continue;
      }
      int recent = lastSeconds[i];
      // The second that has just begun counts as half.
      double step = (recent - DEVIATIONS * Math.sqrt(recent)) / (RECENT - 0.5);
      double lasting = lastMinute[i] / (MINUTE - 0.5);
      double busy = Math.max(step, lasting) * meanSeconds[i];
      needed = Math.max(needed, (int) Math.floor(busy / streams[i]) + 1);
    }
    return needed;
  }
}
