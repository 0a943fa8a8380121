package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A daily period with a higher minimum of pods. The load can add pods beyond it, up to maxReplicas.
 * With KEDA it is a cron trigger; with an adapter a metric that PromQL computes from the time, so
 * it needs no other component.
 *
 * <pre>{@code
 * Schedule.between(LocalTime.of(7, 45), LocalTime.of(18, 0), ZoneId.of("Europe/Berlin"))
 *     .on(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)
 *     .atLeast(4)
 * }</pre>
 *
 * <p>Times are those of the clock in the zone, so daylight saving time moves the period with the
 * clock. Start it earlier than the load by the time that pods take to start. Avoid times that a
 * clock skips or repeats, such as 02:30 in Europe: on that day the period starts earlier, or twice.
 * With an adapter the yearly rules of the zone are those of this Java version's time zone database:
 * synthesize again if a country changes them.
 *
 * @see <a href="https://keda.sh/docs/latest/scalers/cron/">KEDA, cron</a>
 */
public final class Schedule {
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int DAYS = DayOfWeek.values().length;

  private final LocalTime start;
  private final LocalTime end;
  private final ZoneId zone;
  private final Set<DayOfWeek> days;
  private final OptionalInt replicas;

  private Schedule(
      LocalTime start, LocalTime end, ZoneId zone, Set<DayOfWeek> days, OptionalInt replicas) {
    this.start = start;
    this.end = end;
    this.zone = zone;
    this.days = days;
    this.replicas = replicas;
  }

  /**
   * Returns a period of every day. An end before the start is on the next day.
   *
   * @param start in whole minutes
   * @param end in whole minutes
   * @param zone a region of the IANA database, such as {@code Europe/Berlin} or {@code UTC}
   */
  public static Schedule between(LocalTime start, LocalTime end, ZoneId zone) {
    Required.nonNull(start, "start");
    Required.nonNull(end, "end");
    Required.nonNull(zone, "zone");
    return new Schedule(start, end, zone, EnumSet.allOf(DayOfWeek.class), OptionalInt.empty());
  }

  /** Restricts the days on which the period starts. Default: every day. */
  public Schedule on(DayOfWeek... starts) {
    Set<DayOfWeek> only = EnumSet.noneOf(DayOfWeek.class);
    only.addAll(Required.elements(starts));
    return new Schedule(start, end, zone, only, replicas);
  }

  /** Sets the minimum number of pods in the period. Required; more than minReplicas. */
  public Schedule atLeast(int pods) {
    return new Schedule(start, end, zone, days, OptionalInt.of(pods));
  }

  void check(Findings findings, Optional<ReplicaRange> range) {
    findings.require(
        isWholeMinute(start) && isWholeMinute(end) && !start.equals(end),
        FindingCode.SCHEDULE,
        "schedule",
        quote(start + " to " + end) + " is not a period of whole minutes",
        "Write a start and a different end, such as LocalTime.of(8, 0) and LocalTime.of(18, 0).");
    findings.require(
        isRegion(zone),
        FindingCode.SCHEDULE,
        "schedule",
        quote(zone) + " is not a region of the IANA time zone database",
        "Write ZoneId.of(\"Europe/Berlin\"), or ZoneId.of(\"UTC\").");
    findings.require(
        !days.isEmpty(),
        FindingCode.SCHEDULE,
        "schedule",
        "no day is given, so the period never starts",
        "Leave .on(..) out for every day.");
    int most = range.map(ReplicaRange::max).orElse(Integer.MAX_VALUE);
    int fewest = range.map(ReplicaRange::min).orElse(0);
    findings.require(
        replicas.isPresent() && replicas.getAsInt() > fewest && replicas.getAsInt() <= most,
        FindingCode.SCHEDULE,
        "schedule",
        replicas.isPresent()
            ? quote(replicas.getAsInt())
                + " is not a minimum for a period; it must be above "
                + fewest
                + ", which always applies"
                + range.map(it -> ", and " + it.max() + " at most").orElse("")
            : "no number of pods is given for the period",
        "Add .atLeast(..) with a number between minReplicas and maxReplicas.");
  }

  /** Returns the trigger. */
  Map<String, Object> toTrigger(String name) {
    boolean overnight = end.isBefore(start);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("timezone", zone.getId());
    metadata.put("start", cron(start, 0));
    metadata.put("end", cron(end, overnight ? 1 : 0));
    metadata.put("desiredReplicas", String.valueOf(replicas.orElseThrow()));
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("type", "cron");
    trigger.put("name", name);
    trigger.put("metadata", metadata);
    return trigger;
  }

  /** Returns whether PromQL can follow the clock of the zone. */
  boolean isKnownToPromQl() {
    return new WallClock(zone).isRegular();
  }

  boolean hasReplicas() {
    return replicas.isPresent();
  }

  /** Checks it for a backend that evaluates PromQL. */
  void checkForAdapter(Findings findings) {
    findings.require(
        !isRegion(zone) || new WallClock(zone).isRegular(),
        FindingCode.SCHEDULE_NEEDS_KEDA,
        "schedule",
        quote(zone)
            + " changes its clock by no yearly rule, so PromQL cannot compute its time of day",
        "Use .metrics(Keda.with(prometheus)), or a zone such as ZoneId.of(\"UTC\").");
  }

  /**
   * Returns PromQL with the number of pods in the period, else 0. The clock is moved by the start,
   * so that a period begins at midnight of its day, also one that ends on the next day.
   */
  String toQuery() {
    long begin = start.toSecondOfDay();
    long seconds = Math.floorMod(end.toSecondOfDay() - begin, SECONDS_PER_DAY);
    String clock = new WallClock(zone).secondsLess(begin);
    String inPeriod = "(" + clock + " % " + SECONDS_PER_DAY + " < bool " + seconds + ")";
    String value = replicas.orElseThrow() + " * " + inPeriod;
    return days.size() == DAYS ? value : value + "\n* (" + onDays(clock) + ")";
  }

  /**
   * Returns 1 on the days; days that follow each other, such as Monday to Friday, are one range.
   */
  private String onDays(String clock) {
    List<String> ranges = new ArrayList<>();
    for (DayOfWeek first : days) {
      if (days.contains(first.minus(1))) {
        continue;
      }
      int count = 1;
      while (days.contains(first.plus(count))) {
        count++;
      }
      ranges.add(
          "((day_of_week("
              + clock
              + ") + "
              + (DAYS - first.getValue() % DAYS) % DAYS
              + ") % "
              + DAYS
              + " < bool "
              + count
              + ")");
    }
    return String.join(" + ", ranges);
  }

  private String cron(LocalTime time, int daysLater) {
    String on =
        days.size() == DAYS
            ? "*"
            : days.stream()
                .map(day -> day.plus(daysLater).getValue() % 7)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    return time.getMinute() + " " + time.getHour() + " * * " + on;
  }

  private static boolean isWholeMinute(LocalTime time) {
    return time.getSecond() == 0 && time.getNano() == 0;
  }

  private static boolean isRegion(ZoneId zone) {
    return zone.getId().equals("UTC")
        || (zone.getId().contains("/")
            && !zone.getId().startsWith("SystemV/")
            && ZoneId.getAvailableZoneIds().contains(zone.getId()));
  }
}
