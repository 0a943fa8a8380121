package io.github.cdk8sovms.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what happens, in a size that does not depend on how much that is. */
final class Ledger {
  private static final Cause[] CAUSES = Cause.values();
  private static final double WINDOW_SECONDS = 60;

  private final Promise promise;
  private final double limit;
  private final double start;
  private final double seconds;
  private final double pointSeconds;
  private final Latencies.Recorder latencies = new Latencies.Recorder();
  private final long[] lateByCause = new long[CAUSES.length];
  private final long[][] points;
  private final double[] ready;
  private final int[] looks;

  private long requests;
  private long late;
  private long refused;
  private long failedScrapes;
  private double podSeconds;
  private int lowest;
  private int highest;
  private int changes;

  private final long[] windowCauses = new long[CAUSES.length];
  private double windowStart;
  private long windowRequests;
  private long windowBroken;
  private @Nullable Violation first;

  private static final int ARRIVALS = 0;
  private static final int LATE = 1;
  private static final int REFUSED = 2;
  private static final int DESIRED = 3;

  /**
   * @param start of the traffic, in seconds of the run
   * @param seconds length of the traffic
   */
  Ledger(Promise promise, double start, double seconds, int replicas) {
    this.promise = promise;
    // A constant service time that equals the limit is not late for its last bit.
    this.limit = Require.seconds(promise.limit()) * (1 + 1e-9);
    this.start = start;
    this.seconds = seconds;
    this.pointSeconds = Math.max(1, Math.ceil(seconds / PlanResult.MOST_POINTS));
    int count = Math.max(1, (int) Math.ceil(seconds / pointSeconds));
    this.points = new long[4][count];
    this.ready = new double[count];
    this.looks = new int[count];
    this.lowest = replicas;
    this.highest = replicas;
    this.windowStart = start;
  }

  double end() {
    return start + seconds;
  }

  void sent(double now) {
    requests++;
    points[ARRIVALS][point(now)]++;
  }

  /** A request is answered, or taken for unanswered at the end. */
  void answered(double now, Requests all, int slot) {
    double latency = now - all.sent[slot];
    latencies.record(latency);
    windowRequests++;
    if (latency > limit) {
      boolean byItself = all.isExecuted(slot) && now - all.started[slot] > limit;
      int cause = byItself ? Cause.SERVICE_TIME.ordinal() : all.cause[slot];
      late++;
      lateByCause[cause]++;
      windowCauses[cause]++;
      windowBroken++;
      points[LATE][point(now)]++;
    }
  }

  /** A request gets no answer. */
  void lost(double now) {
    refused++;
    windowRequests++;
    windowBroken++;
    points[REFUSED][point(now)]++;
  }

  /** A scrape of a running pod has failed. */
  void scrapeFailed(double now) {
    if (now >= start && now <= end()) {
      failedScrapes++;
    }
  }

  void replicas(double now, int before, int after) {
    if (now >= start && now <= end()) {
      lowest = Math.min(lowest, after);
      highest = Math.max(highest, after);
      changes += before == after ? 0 : 1;
    }
  }

  /** A pod ends, or is left at the end of the run. */
  void podEnded(double now, double created) {
    podSeconds += Math.max(0, Math.min(now, end()) - Math.max(created, start));
  }

  /** Every second of the traffic. */
  void tick(double now, int readyPods, int desired) {
    if (now < start || now > end()) {
      return;
    }
    int point = point(now);
    ready[point] += readyPods;
    looks[point]++;
    points[DESIRED][point] = Math.max(points[DESIRED][point], desired);
    if (now >= windowStart + WINDOW_SECONDS) {
      closeWindow();
      windowStart = now;
    }
  }

  private void closeWindow() {
    if (first == null && !promise.isKept(windowBroken, windowRequests)) {
      int most = 0;
      for (int i = 1; i < windowCauses.length; i++) {
        most = windowCauses[i] > windowCauses[most] ? i : most;
      }
      Cause cause = windowCauses[most] == 0 ? Cause.QUEUEING : CAUSES[most];
      first = new Violation(windowStart - start, (double) windowBroken / windowRequests, cause);
    }
    windowRequests = 0;
    windowBroken = 0;
    Arrays.fill(windowCauses, 0);
  }

  PlanResult result(String name) {
    closeWindow();
    Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    for (Cause cause : CAUSES) {
      causes.put(cause, lateByCause[cause.ordinal()]);
    }
    return new PlanResult(
        name,
        seconds,
        requests,
        late,
        refused,
        latencies.latencies(),
        podSeconds / 3600,
        lowest,
        highest,
        changes,
        causes,
        failedScrapes,
        Optional.ofNullable(first),
        timeline());
  }

  private List<Point> timeline() {
    List<Point> timeline = new ArrayList<>();
    for (int i = 0; i < ready.length; i++) {
      timeline.add(
          new Point(
              i * pointSeconds,
              Math.min(pointSeconds, seconds - i * pointSeconds),
              points[ARRIVALS][i],
              points[LATE][i],
              points[REFUSED][i],
              (int) points[DESIRED][i],
              ready[i] / Math.max(1, looks[i])));
    }
    return timeline;
  }

  private int point(double now) {
    int point = (int) ((now - start) / pointSeconds);
    return Math.max(0, Math.min(ready.length - 1, point));
  }
}
