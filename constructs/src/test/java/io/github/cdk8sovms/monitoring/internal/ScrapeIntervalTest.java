package io.github.cdk8sovms.monitoring.internal;

import static io.github.cdk8sovms.validation.FindingCode.SCRAPE_INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeIntervalTest {

  @ParameterizedTest(name = "every {0}: timeout {1}, rules {2}, relist {3}, age {4}")
  @CsvSource({
    "PT1S, PT1S, PT15S, PT30S, PT1M",
    "PT5S, PT5S, PT15S, PT30S, PT1M",
    "PT15S, PT10S, PT15S, PT30S, PT1M",
    "PT16S, PT10S, PT16S, PT30S, PT1M",
    "PT30S, PT10S, PT30S, PT30S, PT1M",
    "PT1M, PT10S, PT1M, PT1M, PT2M",
    "PT2M, PT10S, PT2M, PT2M, PT4M",
  })
  void otherTimesAreDerived(
      Duration interval, Duration timeout, Duration rules, Duration relist, Duration maxAge) {
    ScrapeInterval every = new ScrapeInterval(interval);

    assertThat(every.timeout()).isEqualTo(timeout);
    assertThat(every.evaluationInterval()).isEqualTo(rules);
    assertThat(every.relistInterval()).isEqualTo(relist);
    assertThat(every.metricsMaxAge()).isEqualTo(maxAge);
  }

  @Test
  void derivedTimesAreConsistent() {
    assertThat(LongStream.rangeClosed(1, 120).mapToObj(Duration::ofSeconds))
        .allSatisfy(
            interval -> {
              ScrapeInterval every = new ScrapeInterval(interval);
              assertThat(every.timeout()).isLessThanOrEqualTo(interval);
              assertThat(every.metricsMaxAge()).isGreaterThan(every.relistInterval());
              assertThat(every.metricsMaxAge()).isGreaterThan(interval);
            });
  }

  /** The samples of a Prometheus that others run may be paid for one by one. */
  @Test
  void anEmittedPrometheusScrapesThreeTimesAsOftenAsAnExistingOne() {
    assertThat(ScrapeInterval.OWN.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(ScrapeInterval.EXISTING.interval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(Reported.by(ScrapeInterval.OWN::check)).isEmpty();
    assertThat(Reported.by(ScrapeInterval.EXISTING::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT2M"})
  void boundsAreIncluded(Duration interval) {
    assertThat(Reported.by(new ScrapeInterval(interval)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-15S", "PT0.5S", "PT1.5S", "PT121S"})
  void intervalsOutsideTheBoundsAreRejected(Duration interval) {
    assertThat(Reported.codesBy(new ScrapeInterval(interval)::check))
        .containsExactly(SCRAPE_INTERVAL);
  }
}
