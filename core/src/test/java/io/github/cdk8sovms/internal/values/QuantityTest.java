package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_QUANTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.cdk8sovms.validation.Checked;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest(name = "{0} is stored as {1}")
  @CsvSource({
    "1, 1",
    "2.0, 2",
    "0.5, 500m",
    "1.5, 1500m",
    "500m, 500m",
    "2000m, 2",
    "0.001, 1m",
    "1000, 1k",
    "1500, 1500",
    "1024, 1024",
    "1000000, 1M",
    "1.5G, 1500M",
    "1000T, 1P",
    "2Gi, 2Gi",
    "1024Mi, 1Gi",
    "1536Mi, 1536Mi",
    "1.5Gi, 1536Mi",
    "1000Ki, 1000Ki",
    "2048Ki, 2Mi",
    "0.5Ki, 512",
    "0, 0",
    "0Mi, 0",
    "1e3, 1k",
    "1.5E2, 150",
    "2e-1, 200m",
    "+1, 1",
    "1., 1",
    ".5, 500m",
    "2000000n, 2m",
    "5000u, 5m",
  })
  void isWrittenAsTheApiServerStoresIt(String text, String canonical) {
    assertThat(Quantity.of(text).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "500m, 0.5",
    "4, 4",
    "3k, 3000",
    "2M, 2000000",
    "1G, 1000000000",
    "1Ki, 1024",
    "1.5Mi, 1572864",
    "2Gi, 2147483648",
    "1Ti, 1099511627776",
  })
  void hasAnAmountInBaseUnits(String text, BigDecimal amount) {
    assertThat(Quantity.of(text).amount()).isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.001", "1m", "999999999999999999", "1.5Gi", "9E", "7Ei"})
  void takesWhatCanBeWrittenExactly(String text) {
    assertThat(Checked.by(findings -> Quantity.of(text).check(findings, "cpu"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-1", "0", "0.000", "0Gi", "0.0001", "1.5m", "0.1Ki", "1KB", "1K", "1 Gi",
        "1gi", "Gi", ".", "1,5", "1e", "e3", "10E", "1e18000", "8Ei", "1\n", "NaN", "１"
      })
  void refusesEverythingElse(String text) {
    assertThat(Checked.codesBy(findings -> Quantity.of(text).check(findings, "cpu")))
        .containsExactly(INVALID_QUANTITY);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({"1.0, 1", "1.5, 1500m", "0.3333, 333m", "0.0005, 1m", "1000.0, 1k", "1e2, 100"})
  void roundsNumbersToThousandths(BigDecimal number, String canonical) {
    assertThat(Quantity.of(number).canonical()).isEqualTo(canonical);
  }

  @Test
  void anUncheckedQuantityHasNoAmount() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Quantity.of("four").amount())
        .withMessage("unchecked quantity \"four\"");
  }
}
