package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.FindingCode.SIGNAL;
import static io.github.cdk8sovms.validation.FindingCode.TARGET_RATIO;
import static io.github.cdk8sovms.validation.FindingCode.TARGET_UNUSUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdk8sovms.Signals;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTargetTest {
  private static final SignalTarget DEFAULT = SignalTarget.DEFAULT;
  private static final SignalTarget LATENCY = DEFAULT.signal(LoadSignal.meanLatency());

  static Stream<Arguments> standards() {
    return Stream.of(
        arguments(LoadSignal.requestsPerStream(), 1.0, "1"),
        arguments(LoadSignal.inFlightPerStream(), 1.0, "1"),
        arguments(LoadSignal.queueToCompute(), 1.0, "1"),
        arguments(LoadSignal.streamUtilization(), 0.7, "700m"),
        arguments(LoadSignal.graphsInFlight(16), 0.7, "11200m"),
        arguments(LoadSignal.graphsInFlight(3), 0.7, "2100m"));
  }

  @Test
  void everyRatioIsTried() {
    assertThat(Signals.kinds(standards().map(each -> (LoadSignal) each.get()[0])))
        .isEqualTo(
            Signals.kinds(
                Signals.all().stream().filter(each -> each.unit() == LoadSignal.Unit.RATIO)));
  }

  @ParameterizedTest
  @MethodSource("standards")
  void theRatioDefaultsToTheUsualOne(LoadSignal signal, double value, String quantity) {
    SignalTarget target = DEFAULT.signal(signal);

    assertThat(target.value()).isEqualTo(value);
    assertThat(target.quantity().canonical()).isEqualTo(quantity);
    assertThat(target.option()).isEqualTo("ratio");
    assertThat(target.text()).isEqualTo(String.valueOf(value));
    assertThat(codes(target)).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1} ms, written {2}")
  @CsvSource({"PT0.001S, 1, 1", "PT0.2S, 200, 200", "PT1.5S, 1500, 1500", "PT10M, 600000, 600k"})
  void aLatencyIsInMilliseconds(Duration latency, double value, String quantity) {
    SignalTarget target = LATENCY.latency(latency);

    assertThat(target.value()).isEqualTo(value);
    assertThat(target.quantity().canonical()).isEqualTo(quantity);
    assertThat(target.option()).isEqualTo("latency");
    assertThat(codes(target)).isEmpty();
  }

  @Test
  void changesGiveCopiesAndTheirOrderDoesNotMatter() {
    SignalTarget target = DEFAULT.ratio(0.5).signal(LoadSignal.queueToCompute());

    assertThat(DEFAULT.value()).isEqualTo(1);
    assertThat(target.value()).isEqualTo(0.5);
    assertThat(DEFAULT.latency(Duration.ofMillis(200)).signal(LoadSignal.latency(0.9)).value())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 3})
  void targetsInTheSensibleRangeAreTakenWithoutAWord(double ratio) {
    assertThat(codes(DEFAULT.ratio(ratio))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.29, 3.01, 1000})
  void othersAreTakenWithAWarningThatNamesTheRange(double ratio) {
    List<Finding> findings = Reported.by(DEFAULT.ratio(ratio)::check);

    assertThat(findings).extracting(Finding::code).containsExactly(TARGET_UNUSUAL);
    assertThat(findings.get(0).problem())
        .startsWith("\"" + ratio + "\" is an unusual target for requests per stream; 0.3 to 3.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10M0.001S", "PT24H"})
  void unusualLatenciesAreWarnings(Duration latency) {
    assertThat(codes(LATENCY.latency(latency))).containsExactly(TARGET_UNUSUAL);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 0.0009, -1, 1000.1, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoTargetIsRefusedAndNotCalledUnusual(double ratio) {
    assertThat(codes(DEFAULT.ratio(ratio))).containsExactly(TARGET_RATIO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999S"})
  void aLatencyIsAMillisecondOrMore(Duration latency) {
    List<Finding> findings = Reported.by(LATENCY.latency(latency)::check);

    assertThat(findings).extracting(Finding::code).containsExactly(TARGET_RATIO);
    assertThat(findings.get(0).problem()).startsWith("\"" + latency + "\"");
  }

  @Test
  void aLatencyIsRequired() {
    assertThat(Reported.by(LATENCY::check))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS401 shop/resnet.latency: \"nothing\" is not a target for mean latency; it"
                + " must be a millisecond to a day. Write .latency(Duration.ofMillis(200)).");
  }

  /** The API server stores 64 bits, and so does a Duration. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1000, 1_000_000_000_000_000L})
  void aLatencyThatCannotBeWrittenIsAFinding(long seconds) {
    SignalTarget target = LATENCY.latency(Duration.ofSeconds(seconds));

    assertThatCode(() -> codes(target)).doesNotThrowAnyException();
    assertThat(codes(target)).contains(TARGET_RATIO);
  }

  @Test
  void aTargetOfTheOtherKindIsRefused() {
    Duration time = Duration.ofMillis(200);

    assertThat(codes(DEFAULT.latency(time))).containsExactly(TARGET_RATIO);
    assertThat(codes(DEFAULT.ratio(1).latency(time))).containsExactly(TARGET_RATIO);
    assertThat(codes(LATENCY.latency(time).ratio(1))).containsExactly(TARGET_RATIO);
    assertThat(codes(LATENCY.ratio(1))).containsExactly(TARGET_RATIO, TARGET_RATIO);
  }

  @Test
  void returnsWhetherTheTargetIsUsable() {
    assertThat(isUsable(DEFAULT)).isTrue();
    assertThat(isUsable(DEFAULT.ratio(Double.NaN))).isFalse();
    assertThat(isUsable(LATENCY)).isFalse();
    assertThat(isUsable(LATENCY.latency(Duration.ofMillis(200)))).isTrue();
  }

  @Test
  void theSignalIsCheckedToo() {
    assertThat(codes(DEFAULT.signal(LoadSignal.graphsInFlight(0)))).containsExactly(SIGNAL);
    assertThat(codes(LATENCY.signal(LoadSignal.latency(2)).latency(Duration.ofMillis(200))))
        .containsExactly(SIGNAL);
  }

  private static boolean isUsable(SignalTarget target) {
    boolean[] usable = {false};
    Reported.by(findings -> usable[0] = target.check(findings));
    return usable[0];
  }

  private static List<FindingCode> codes(SignalTarget target) {
    return Reported.codesBy(target::check);
  }
}
