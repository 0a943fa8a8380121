package io.github.cdk8sovms.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void thereIsAClientForEveryRequestThatCanBeUnderWay() {
    Schedule schedule = of(Step.of(50, Duration.ofMinutes(5)));

    assertThat(schedule.clientsAtOnce()).as("50 a second for 31 seconds, and one").isEqualTo(1551);
    assertThat(schedule.offersAll()).isTrue();
  }

  @Test
  void clientsThatWaitForTheLastAnswersOfAStepAreThereBesideThoseOfTheNext() {
    Schedule schedule = of(Step.of(10, Duration.ofMinutes(1)), Step.of(20, Duration.ofMinutes(1)));

    assertThat(schedule.clientsAtOnce()).isEqualTo(311 + 621);
  }

  @Test
  void clientsOfAStepThatIsLongOverAreGone() {
    Schedule schedule =
        of(
            Step.of(10, Duration.ofMinutes(1)),
            Step.of(1, Duration.ofMinutes(1)),
            Step.of(20, Duration.ofMinutes(1)));

    assertThat(schedule.clientsAtOnce()).isEqualTo(32 + 621);
  }

  @Test
  void clientsOfSeveralShortStepsAreThereAtOnce() {
    Schedule schedule =
        of(
            Step.of(10, Duration.ofSeconds(10)),
            Step.of(10, Duration.ofSeconds(10)),
            Step.of(10, Duration.ofSeconds(10)));

    assertThat(schedule.clientsAtOnce()).isEqualTo(3 * 311);
  }

  @Test
  void aLimitOfClientsHoldsForEachStepAndIsAWarning() {
    Schedule schedule = of(Step.of(50, Duration.ofMinutes(1))).clients(100);

    assertThat(schedule.clientsAtOnce()).isEqualTo(100);
    assertThat(Reported.codesBy(schedule::check)).containsExactly(FindingCode.LOAD_DROPPED);
  }

  @Test
  void stepsFollowEachOtherAndWaitForTheirAnswers() {
    Schedule schedule =
        of(Step.of(10, Duration.ofSeconds(90)), Step.perMinute(30, Duration.ofMinutes(2)));

    assertThat(schedule.duration()).isEqualTo(Duration.ofSeconds(210));
    assertThat(schedule.longest()).isEqualTo(Duration.ofSeconds(241));
    assertThat(schedule.scenarios()).containsOnlyKeys("step-01", "step-02");
    assertThat((Map<?, ?>) schedule.scenarios().get("step-02"))
        .hasToString(
            "{executor=constant-arrival-rate, startTime=1m30s, duration=2m, rate=30, timeUnit=1m,"
                + " preAllocatedVUs=17, maxVUs=17, gracefulStop=31s}");
  }

  @Test
  void theHighestRateIsOneThatAPodCanKeepUp() {
    assertThat(Reported.codesBy(Step.of(400, Duration.ofMinutes(1))::check)).isEmpty();
    assertThat(Reported.codesBy(Step.of(401, Duration.ofMinutes(1))::check))
        .containsExactly(FindingCode.LOAD_STEP);
    assertThat(Reported.codesBy(Step.perMinute(24_000, Duration.ofMinutes(1))::check)).isEmpty();
    assertThat(Reported.codesBy(Step.perMinute(24_001, Duration.ofMinutes(1))::check))
        .containsExactly(FindingCode.LOAD_STEP);
  }

  private static Schedule of(Step... steps) {
    Schedule schedule = Schedule.NONE;
    for (Step step : steps) {
      schedule = schedule.then(step);
    }
    return schedule;
  }
}
