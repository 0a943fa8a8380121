package io.github.cdk8sovms.planning.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The parts of a query that a recommendation changes. */
class SignalInQueryTest {
  private static final String RATIO =
      "max by (pod) (avg_over_time(ovms_current_requests{pod=~\"a-[0-9]{5}\"}[1m])"
          + " / (avg_over_time(ovms_streams{pod=~\"a-[0-9]{5}\"}[1m]) > 0))";
  private static final String KEDA =
      "sum(("
          + RATIO
          + ")) + clamp_min((1.5 * count(up) or vector(0))"
          + " - clamp_min(sum(("
          + RATIO
          + ") - 1.5), 0), 0)";

  @Test
  void theWindowIsThatOfTheAverages() {
    SignalInQuery signal = new SignalInQuery("ovms_requests_streams_ratio", RATIO, 1);

    assertThat(signal.window()).isEqualTo(60);
    assertThat(signal.hasWindowOption()).isTrue();
    assertThat(signal.query(30, 1)).isEqualTo(RATIO.replace("[1m]", "[30s]")).contains("[0-9]{5}");
    assertThat(signal.query(60, 0.8)).isEqualTo(RATIO);
  }

  @Test
  void shortRangesOfOtherFunctionsStay() {
    String attack = "(min_over_time(ovms_current_requests[30s]) > " + RATIO + ") or " + RATIO;

    assertThat(new SignalInQuery("ratio", attack, 1).query(20, 1))
        .contains("min_over_time(ovms_current_requests[30s])")
        .doesNotContain("[1m]");
  }

  @Test
  void aPodWithoutAValueKeepsItsLongerWindow() {
    String held = RATIO.replace("[1m]", "[20s]") + " or " + RATIO;
    SignalInQuery signal = new SignalInQuery("ovms_requests_streams_ratio", held, 1);

    assertThat(signal.window()).isEqualTo(20);
    assertThat(signal.hasWindowOption()).isTrue();
    assertThat(signal.query(30, 1))
        .isEqualTo(RATIO.replace("[1m]", "[30s]") + " or " + RATIO.replace("[1m]", "[60s]"));
    assertThat(signal.query(120, 1))
        .isEqualTo(RATIO.replace("[1m]", "[120s]") + " or " + RATIO.replace("[1m]", "[120s]"));
  }

  @Test
  void moreWindowsAreNotOfTheLibrary() {
    String three = RATIO + " or " + RATIO.replace("1m", "2m") + " or " + RATIO.replace("1m", "3m");

    assertThat(new SignalInQuery("ratio", three, 1).hasWindowOption()).isFalse();
  }

  @Test
  void theTargetIsAlsoInTheQueryForKeda() {
    SignalInQuery signal = new SignalInQuery("s0-prometheus", KEDA, 1.5);

    assertThat(signal.query(60, 0.8))
        .contains("(0.8 * count(up)", ") - 0.8), 0)")
        .doesNotContain("1.5");
  }

  @Test
  void theLinesAreThoseOfTheBuilder() {
    assertThat(new SignalInQuery("ovms_requests_streams_ratio", RATIO, 1).targetLine(0.8))
        .isEqualTo(".ratio(0.8)");
    assertThat(new SignalInQuery("ovms_latency_p95_ms", "x", 300).targetLine(240))
        .isEqualTo(".latency(Duration.ofMillis(240))");
    assertThat(new SignalInQuery("ovms_requests_streams_ratio", RATIO, 1).windowLine(30))
        .isEqualTo(".signal(LoadSignal.requestsPerStream().over(Duration.ofSeconds(30)))");
  }
}
