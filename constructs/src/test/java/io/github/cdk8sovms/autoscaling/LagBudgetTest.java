package io.github.cdk8sovms.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The delay until added pods are ready. */
class LagBudgetTest {
  private static final UnaryOperator<PrometheusStack.Builder> USUAL = prometheus -> prometheus;
  private static final UnaryOperator<RatioAutoscaler.Builder> AS_IS = autoscaler -> autoscaler;

  @Test
  void theTermsPassInTheirOrder() {
    LagBudget budget =
        LagBudget.of(
            Duration.ofSeconds(20),
            Duration.ofSeconds(80),
            ScalingRules.after(Duration.ofSeconds(30)),
            Optional.of(new PodStart(seconds(80), seconds(90))));

    assertThat(budget.terms())
        .containsExactly(
            new LagBudget.Term("scrape", seconds(10), seconds(20)),
            new LagBudget.Term("averaging window", seconds(32), seconds(80)),
            new LagBudget.Term("HPA sync period", seconds(8), seconds(15)),
            new LagBudget.Term("stabilization window", seconds(30), seconds(30)),
            new LagBudget.Term("start of a pod", seconds(80), seconds(90)));
    assertThat(budget.typical()).isEqualTo(seconds(160));
    assertThat(budget.worst()).isEqualTo(seconds(235));
  }

  @Test
  void theDefaultBudget() {
    assertThat(budget(USUAL, AS_IS))
        .hasToString(
            "19s typical, 40s worst: scrape 3s/5s, averaging window 8s/20s,"
                + " HPA sync period 8s/15s, stabilization window 0s/0s");
  }

  @Test
  void theStartOfAPodIsPartOfItIfItIsKnown() {
    assertThat(budget(USUAL, autoscaler -> autoscaler.startTime(Duration.ofSeconds(90))))
        .hasToString(
            "1m49s typical, 2m10s worst: scrape 3s/5s, averaging window 8s/20s,"
                + " HPA sync period 8s/15s, stabilization window 0s/0s,"
                + " start of a pod 1m30s/1m30s");
  }

  @ParameterizedTest(name = "{0}: {1} typical, {2} worst")
  @CsvSource({"responsive, PT19S, PT40S", "steady, PT1M19S, PT1M40S", "recipe, PT2M19S, PT2M40S"})
  void theWholeScaleUpWindowPasses(String preset, Duration typical, Duration worst) {
    Behavior behavior =
        switch (preset) {
          case "steady" -> Behavior.steady();
          case "recipe" -> Behavior.recipe();
          default -> Behavior.responsive();
        };
    LagBudget budget = budget(USUAL, autoscaler -> autoscaler.behavior(behavior));

    assertThat(budget.typical()).isEqualTo(typical);
    assertThat(budget.worst()).isEqualTo(worst);
  }

  @Test
  void threeTimesTheIntervalIsTenSecondsMore() {
    assertThat(budget(stack -> stack.scrapeInterval(Duration.ofSeconds(15)), AS_IS))
        .hasToString(
            "28s typical, 1m worst: scrape 8s/15s, averaging window 12s/30s,"
                + " HPA sync period 8s/15s, stabilization window 0s/0s");
  }

  @Test
  void usesTheConfiguredWindowOfTheSignal() {
    LoadSignal signal = LoadSignal.requestsPerStream().over(Duration.ofSeconds(30));

    assertThat(budget(USUAL, autoscaler -> autoscaler.signal(signal)).terms().get(1))
        .isEqualTo(new LagBudget.Term("averaging window", seconds(12), seconds(30)));
  }

  @Test
  void slowScrapesMakeItLonger() {
    LagBudget budget = budget(stack -> stack.scrapeInterval(Duration.ofMinutes(1)), AS_IS);

    assertThat(budget.typical()).isEqualTo(seconds(30 + 48 + 8));
    assertThat(budget.worst()).isEqualTo(seconds(60 + 120 + 15));
  }

  @Test
  void noTermIsLongerOnAverageThanAtWorst() {
    for (int interval = 1; interval <= 120; interval++) {
      LagBudget budget =
          LagBudget.of(
              seconds(interval),
              seconds(4L * interval),
              ScalingRules.after(seconds(interval)),
              Optional.of(new PodStart(seconds(interval), seconds(interval))));
      assertThat(budget.terms())
          .allSatisfy(
              term -> assertThat(term.typical()).isLessThanOrEqualTo(term.worst()).isPositive());
      assertThat(budget.toString().split("/")).hasSize(6);
    }
  }

  @Test
  void theTermsCannotBeChangedFromOutside() {
    List<LagBudget.Term> terms =
        new ArrayList<>(List.of(new LagBudget.Term("scrape", seconds(1), seconds(2))));
    LagBudget budget = new LagBudget(terms);
    terms.clear();

    assertThat(budget.terms()).hasSize(1);
    assertThat(budget).hasToString("1s typical, 2s worst: scrape 1s/2s");
  }

  private static LagBudget budget(
      UnaryOperator<PrometheusStack.Builder> prometheus,
      UnaryOperator<RatioAutoscaler.Builder> autoscaler) {
    Chart chart = Programs.chart();
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    PrometheusStack stack = prometheus.apply(Programs.prometheus(chart, resnet)).build();
    return autoscaler
        .apply(Programs.autoscaler(chart, resnet, Programs.existingAdapter(chart, stack).build()))
        .build()
        .lagBudget();
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
