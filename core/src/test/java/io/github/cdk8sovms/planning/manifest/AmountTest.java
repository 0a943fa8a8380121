package io.github.cdk8sovms.planning.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "500m, 0.5",
    "1500m, 1.5",
    "1.5, 1.5",
    ".5, 0.5",
    "2k, 2000",
    "1Ki, 1024",
    "2Gi, 2147483648",
    "1e3, 1000",
    "3M, 3000000",
    "10u, 0.00001",
    "1n, 0.000000001",
    "1E, 1e18"
  })
  void quantitiesHaveUnits(String text, double value) {
    assertThat(Amount.of(new Node(text))).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1s", "1 m", "m", "1mi", "0x1", "1,5"})
  void otherTextsAreNone(String text) {
    assertThat(Amount.of(new Node(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 0.25})
  void numbersAreQuantities(double number) {
    assertThat(Amount.of(new Node(number))).hasValue(number);
  }
}
