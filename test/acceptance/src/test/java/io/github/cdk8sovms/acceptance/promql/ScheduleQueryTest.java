package io.github.cdk8sovms.acceptance.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.autoscaling.Schedule;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prometheus, which knows only UTC, is in the period of a schedule when the clock of the zone is:
 * at each minute around the begin and the end of days, and around each change of the clock. Its
 * test tool begins in 1970, so the rules of today are applied to the years from then on.
 */
class ScheduleQueryTest {
  private static final int PODS = 4;
  private static final int YEARS = 2;
  private static final Times FEW = new Times(97, 720);
  private static final Times MANY = new Times(23, 180);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Kolkata",
        "Africa/Cairo",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago"
      })
  void thePeriodIsThatOfTheClockInTheZone(String id) {
    assertPeriodIsThatOfTheClock(ZoneId.of(id), FEW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Kolkata",
        "Africa/Cairo",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago"
      })
  @Tag("extended")
  void thePeriodIsThatOfTheClockAtMoreTimes(String id) {
    assertPeriodIsThatOfTheClock(ZoneId.of(id), MANY);
  }

  private void assertPeriodIsThatOfTheClock(ZoneId zone, Times times) {
    Set<DayOfWeek> week = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    Set<DayOfWeek> some = EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.TUESDAY, DayOfWeek.SATURDAY);
    List<Period> periods =
        List.of(
            new Period(LocalTime.of(7, 45), LocalTime.of(18, 0), week),
            new Period(LocalTime.of(22, 0), LocalTime.of(1, 30), some),
            new Period(LocalTime.of(0, 0), LocalTime.of(12, 0), EnumSet.allOf(DayOfWeek.class)));

    List<Map<String, Object>> tests = new ArrayList<>();
    int inside = 0;
    for (Period period : periods) {
      String query = query(period, zone);
      for (long minute : minutes(period, zone, times)) {
        boolean isInside = period.contains(localTime(zone, minute * 60));
        inside += isInside ? 1 : 0;
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("labels", "{namespace=\"serving\"}");
        sample.put("value", isInside ? PODS : 0);
        tests.add(Map.of("expr", query, "eval_time", minute + "m", "exp_samples", List.of(sample)));
      }
    }

    assertThat(inside).isBetween(tests.size() / 10, tests.size() * 9 / 10);
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("interval", "1d");
    group.put("input_series", List.of());
    group.put("promql_expr_test", tests);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("evaluation_interval", "1d");
    file.put("tests", List.of(group));
    Path path = folder.resolve("schedule.yml");
    Repository.write(path, Manifest.json(file));
    Command run = GoTool.PROMTOOL.run(Repository.ROOT, List.of("test", "rules", path.toString()));
    assertThat(run.exitCode()).as(run.output()).isZero();
  }

  /**
   * The times that are tried.
   *
   * @param days between two whose begin and end are tried
   * @param minutes between two in the hours around a change of the clock
   */
  private record Times(int days, int minutes) {}

  private record Period(LocalTime start, LocalTime end, Set<DayOfWeek> days) {
    boolean contains(LocalDateTime now) {
      Duration since = Duration.between(start, now.toLocalTime());
      LocalDate begun = since.isNegative() ? now.toLocalDate().minusDays(1) : now.toLocalDate();
      Duration length = Duration.between(start, end);
      return days.contains(begun.getDayOfWeek()) && positive(since).compareTo(positive(length)) < 0;
    }

    private static Duration positive(Duration time) {
      return time.isNegative() ? time.plusDays(1) : time;
    }
  }

  /** What is emitted for an autoscaler. */
  private static String query(Period period, ZoneId zone) {
    Chart chart = new Chart(new App(), "shop");
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingAdapter adapter =
        Cases.existingAdapter(chart, Cases.prometheus(chart, resnet).build()).build();
    Cases.autoscaler(chart, resnet, adapter)
        .replicas(1, 12)
        .schedule(
            Schedule.between(period.start(), period.end(), zone)
                .on(period.days().toArray(DayOfWeek[]::new))
                .atLeast(PODS))
        .build();
    JsonNode rules = Manifest.parse(adapter.rulesFragment()).path("rules");
    assertThat(rules).hasSize(2);
    return rules.path(1).path("metricsQuery").asText();
  }

  /** Begin and end of days in each month, and the hours around each change. */
  private static Set<Long> minutes(Period period, ZoneId zone, Times times) {
    Set<Long> minutes = new TreeSet<>();
    for (int day = 2; day < YEARS * 365; day += times.days()) {
      for (LocalTime time : List.of(period.start(), period.end())) {
        long local = LocalDate.EPOCH.plusDays(day).atTime(time).toEpochSecond(ZoneOffset.UTC);
        for (ZoneOffset offset : offsets(zone)) {
          long minute = (local - offset.getTotalSeconds()) / 60;
          minutes.addAll(List.of(minute - 1, minute, minute + 1));
        }
      }
    }
    for (ZoneOffsetTransition change : changes(zone)) {
      long minute = change.toEpochSecond() / 60;
      for (int near = -36 * 60; near <= 36 * 60; near += times.minutes()) {
        minutes.add(minute + near);
      }
      minutes.addAll(List.of(minute - 1, minute, minute + 1));
    }
    minutes.removeIf(minute -> minute < 24 * 60);
    return minutes;
  }

  private static LocalDateTime localTime(ZoneId zone, long epochSecond) {
    ZoneOffset offset = offsets(zone).get(0);
    for (ZoneOffsetTransition change : changes(zone)) {
      if (change.toEpochSecond() <= epochSecond) {
        offset = change.getOffsetAfter();
      }
    }
    return OffsetDateTime.ofInstant(Instant.ofEpochSecond(epochSecond), offset).toLocalDateTime();
  }

  /** The offset at the beginning of the year first. */
  private static List<ZoneOffset> offsets(ZoneId zone) {
    List<ZoneOffsetTransition> changes = changes(zone);
    return changes.isEmpty()
        ? List.of(zone.getRules().getOffset(Instant.parse("2026-01-01T00:00:00Z")))
        : List.of(changes.get(0).getOffsetBefore(), changes.get(0).getOffsetAfter());
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    for (int year = 1970; year <= 1970 + YEARS; year++) {
      for (ZoneOffsetTransitionRule rule : rules.getTransitionRules()) {
        changes.add(rule.createTransition(year));
      }
    }
    changes.sort(null);
    return changes;
  }
}
