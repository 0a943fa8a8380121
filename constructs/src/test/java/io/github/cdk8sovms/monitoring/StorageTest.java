package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_QUANTITY;
import static io.github.cdk8sovms.validation.FindingCode.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageTest {
  private static final Duration WEEK = Duration.ofDays(7);

  @ParameterizedTest(name = "of {0} samples take {1}")
  @CsvSource({"1Gi, 819MB", "10Gi, 8192MB", "10240Mi, 8192MB", "10G, 7629MB", "1.5Ti, 1258291MB"})
  void retentionSizeIsFourFifthsInBinaryUnits(String size, String retentionSize) {
    assertThat(new Storage(Quantity.of(size), WEEK, false).retentionSize())
        .isEqualTo(retentionSize);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "1Gi, ",
    "1024Mi, ",
    "1073741824, ",
    "1023Mi, RETENTION",
    "1G, RETENTION",
    "1, RETENTION",
    "500m, RETENTION",
    "lots, INVALID_QUANTITY",
    "'', INVALID_QUANTITY",
  })
  void aVolumeIsAtLeastAGibibyte(String size, FindingCode refused) {
    assertThat(Reported.codesBy(new Storage(Quantity.of(size), WEEK, false)::check))
        .isEqualTo(refused == null ? List.of() : List.of(refused));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "P15D", "P3650D"})
  void retentionIsTwoHoursToTenYears(Duration retention) {
    assertThat(Reported.by(new Storage(Quantity.of("10Gi"), retention, false)::check)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT1H59M59S", "P3650DT1S", "PT2H0.5S"})
  void otherRetentionIsRejected(Duration retention) {
    assertThat(Reported.codesBy(new Storage(Quantity.of("10Gi"), retention, false)::check))
        .containsExactly(RETENTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1Gi"})
  void anEmptySizeIsRejected(String size) {
    assertThat(Reported.codesBy(new Storage(Quantity.of(size), WEEK, false)::check))
        .contains(INVALID_QUANTITY);
  }
}
