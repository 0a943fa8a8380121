package io.github.cdk8sovms.autoscaling;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;

/**
 * The clock of a time zone in PromQL, which supports UTC only. Daylight saving time follows the two
 * yearly rules of the zone, as the time zone database of this Java version has them.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#month">month()</a>
 */
record WallClock(ZoneId zone) {
  private static final int DAYS = DayOfWeek.values().length;
  private static final int SECONDS_PER_DAY = 86_400;

  /** A zone without yearly rules whose last change is before this has one offset. */
  private static final Instant PRESENT = Instant.parse("2026-01-01T00:00:00Z");

  /** Returns whether the clock follows one offset, or two rules for every year. */
  boolean isRegular() {
    return isFixed() || (yearly().size() == 2 && yearly().stream().allMatch(WallClock::hasDate));
  }

  /**
   * Returns the seconds since 1970-01-01 00:00 of the clock, less a number of seconds, as a vector
   * with one element without labels.
   */
  String secondsLess(long less) {
    if (isFixed()) {
      return "vector(" + time(zone.getRules().getOffset(PRESENT).getTotalSeconds() - less) + ")";
    }
    ZoneOffsetTransitionRule first = yearly().get(0);
    ZoneOffsetTransitionRule second = yearly().get(1);
    int between = first.getOffsetAfter().getTotalSeconds();
    int otherwise = second.getOffsetAfter().getTotalSeconds();
    return "(vector("
        + time(otherwise - less)
        + ") + "
        + (between - otherwise)
        + " * ("
        + isPast(first)
        + " - "
        + isPast(second)
        + "))";
  }

  private boolean isFixed() {
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> changes = rules.getTransitions();
    return rules.getTransitionRules().isEmpty()
        && (changes.isEmpty() || changes.get(changes.size() - 1).getInstant().isBefore(PRESENT));
  }

  /** Returns the rules in the order of the year. */
  private List<ZoneOffsetTransitionRule> yearly() {
    return zone.getRules().getTransitionRules().stream()
        .sorted(Comparator.comparing(ZoneOffsetTransitionRule::getMonth))
        .toList();
  }

  /** Whether the day is a weekday on or after a date that every year has. */
  private static boolean hasDate(ZoneOffsetTransitionRule rule) {
    return rule.getDayOfWeek() != null
        && (rule.getDayOfMonthIndicator() > 0 || rule.getMonth() != Month.FEBRUARY);
  }

  private static int earliestDay(ZoneOffsetTransitionRule rule) {
    int indicator = rule.getDayOfMonthIndicator();
    return indicator > 0 ? indicator : rule.getMonth().maxLength() + indicator + 2 - DAYS;
  }

  /** Returns by how many days to go back, so that the latest date is in the same month. */
  private static int daysInNextMonth(ZoneOffsetTransitionRule rule) {
    return Math.max(0, earliestDay(rule) + DAYS - 1 - rule.getMonth().minLength());
  }

  /**
   * Returns 1 from the change of this year on, else 0. On a clock that is moved so that the change
   * is at midnight, it has passed if the latest such weekday is not before the earliest date.
   */
  private static String isPast(ZoneOffsetTransitionRule rule) {
    int back = daysInNextMonth(rule);
    String clock = "(vector(" + time(-secondsOfDay(rule) - (long) back * SECONDS_PER_DAY) + "))";
    int weekday = rule.getDayOfWeek().minus(back).getValue() % DAYS;
    return "((month%1$s > bool %2$d) + (month%1$s == bool %2$d) * (day_of_month%1$s - (day_of_week%1$s + %3$d) %% 7 >= bool %4$d))"
        .formatted(
            clock, rule.getMonth().getValue(), (DAYS - weekday) % DAYS, earliestDay(rule) - back);
  }

  /** Returns the time of the change in UTC, relative to midnight of its date. */
  private static long secondsOfDay(ZoneOffsetTransitionRule rule) {
    long local = rule.isMidnightEndOfDay() ? SECONDS_PER_DAY : rule.getLocalTime().toSecondOfDay();
    ZoneOffset offset =
        switch (rule.getTimeDefinition()) {
          case UTC -> ZoneOffset.UTC;
          case STANDARD -> rule.getStandardOffset();
          case WALL -> rule.getOffsetBefore();
        };
    return local - offset.getTotalSeconds();
  }

  private static String time(long plus) {
    return plus == 0 ? "time()" : "time() " + (plus < 0 ? "- " + -plus : "+ " + plus);
  }
}
