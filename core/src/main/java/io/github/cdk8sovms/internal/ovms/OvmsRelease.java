package io.github.cdk8sovms.internal.ovms;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of OpenVINO Model Server, and how it counts and queues requests. */
public record OvmsRelease(int year, int minor, int patch) implements Comparable<OvmsRelease> {
  /** The newest release whose metrics were reviewed in its source. */
  public static final OvmsRelease NEWEST_READ = new OvmsRelease(2026, 3, 1);

  private static final Comparator<OvmsRelease> BY_AGE =
      Comparator.comparingInt(OvmsRelease::year)
          .thenComparingInt(OvmsRelease::minor)
          .thenComparingInt(OvmsRelease::patch);
  private static final Pattern TAG =
      Pattern.compile("(20\\d{2})\\.(\\d{1,2})(?:\\.(\\d{1,3}))?(?:\\.\\d+)?(?:-[\\w.-]+)?");

  /** Parses the release in an image tag, such as {@code 2026.2.1} or {@code 2026.2.1-gpu}. */
  public static Optional<OvmsRelease> parse(String tag) {
    Matcher parts = TAG.matcher(tag);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int patch = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    return Optional.of(
        new OvmsRelease(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), patch));
  }

  /**
   * Returns whether {@code ovms_current_requests} excludes requests that wait for an infer request:
   * since 2024.5 (openvinotoolkit/model_server, commit 0cef8c970). Earlier releases count a request
   * from its receipt.
   */
  public boolean countsOnlyRequestsBeingProcessed() {
    return isFrom(2024, 5);
  }

  /**
   * Returns the HTTP workers that a server without {@code --rest_workers} starts: one per core and
   * at least two since 2025.4, four per core before.
   */
  public int defaultRestWorkers(int cores) {
    return isFrom(2025, 4) ? Math.max(2, cores) : 4 * cores;
  }

  /** Returns whether it is a release or a later one. */
  public boolean isFrom(int otherYear, int otherMinor) {
    return compareTo(new OvmsRelease(otherYear, otherMinor, 0)) >= 0;
  }

  @Override
  public int compareTo(OvmsRelease other) {
    return BY_AGE.compare(this, other);
  }

  @Override
  public String toString() {
    return year + "." + minor + (patch == 0 ? "" : "." + patch);
  }
}
