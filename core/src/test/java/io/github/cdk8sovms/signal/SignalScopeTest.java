package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.validation.FindingCode.SIGNAL_WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Checked;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalScopeTest {

  @Test
  void theDefaultIsTheBusiestOfAllModelsOverTheDefaultWindow() {
    assertThat(SignalScope.ALL)
        .isEqualTo(new SignalScope(Optional.empty(), Aggregation.MAX, Optional.empty()));
    assertThat(SignalScope.ALL.suffix()).isEmpty();
  }

  @Test
  void eachChangeLeavesTheRest() {
    SignalScope all =
        SignalScope.ALL.model("bert").across(Aggregation.SUM).over(Duration.ofMinutes(5));

    assertThat(all)
        .isEqualTo(
            new SignalScope(
                Optional.of("bert"), Aggregation.SUM, Optional.of(Duration.ofMinutes(5))))
        .isEqualTo(
            SignalScope.ALL.over(Duration.ofMinutes(5)).across(Aggregation.SUM).model("bert"));
    assertThat(all.model("resnet50").over(Duration.ofMinutes(1)).across(Aggregation.MAX))
        .isEqualTo(SignalScope.ALL.model("resnet50").over(Duration.ofMinutes(1)));
  }

  @ParameterizedTest(name = "{0} over {1} is called {2}")
  @CsvSource({
    "MAX, PT15S, _15s",
    "MAX, PT60S, _1m",
    "MEAN, PT90S, _mean_1m30s",
    "SUM, PT1H, _sum_1h",
  })
  void aggregationAndWindowArePartOfTheName(
      Aggregation aggregation, Duration window, String suffix) {
    SignalScope scope = SignalScope.ALL.across(aggregation).over(window);

    assertThat(scope.suffix()).isEqualTo(suffix);
    assertThat(scope.model("resnet50").suffix()).as("the model is not").isEqualTo(suffix);
  }

  @ParameterizedTest
  @CsvSource({"MAX, max, ''", "MEAN, avg, _mean", "SUM, sum, _sum"})
  void anAggregationIsAnOperatorOfPromql(Aggregation aggregation, String operator, String suffix) {
    assertThat(aggregation.operator()).isEqualTo(operator);
    assertThat(aggregation.suffix()).isEqualTo(suffix);
  }

  @ParameterizedTest(name = "{0} is a window: {1}, to be reckoned with: {2}")
  @CsvSource({
    "PT1S, true, true",
    "PT1M30S, true, true",
    "PT1H, true, true",
    "PT0S, false, false",
    "PT-1M, false, false",
    "PT0.5S, false, false",
    "PT1.5S, false, true",
    "PT1H1S, false, false",
  })
  void aWindowIsUpToAnHourInWholeSeconds(Duration window, boolean taken, boolean usable) {
    SignalScope over = SignalScope.ALL.over(window);

    assertThat(Checked.codesBy(findings -> over.check(findings, "signal")))
        .isEqualTo(taken ? List.of() : List.of(SIGNAL_WINDOW));
    assertThat(over.hasUsableWindow()).isEqualTo(usable);
  }
}
