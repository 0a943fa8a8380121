package io.github.cdk8sovms.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FindingCodeTest {

  @Test
  void codesAreGivenOnceAndInOrder() {
    assertThat(Arrays.stream(FindingCode.values()).map(FindingCode::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("OVMS[1-4]\\d\\d"))
        .isSorted();
  }

  @Test
  void titlesTellKindsApart() {
    assertThat(Arrays.stream(FindingCode.values()).map(FindingCode::title))
        .doesNotHaveDuplicates()
        .doesNotContain("");
  }

  @Test
  void codesThatUsersMayHaveWrittenDownNeverChange() {
    assertThat(FindingCode.INVALID_NAME.code()).isEqualTo("OVMS101");
    assertThat(FindingCode.MODEL_NAME.code()).isEqualTo("OVMS201");
    assertThat(FindingCode.SCRAPE_INTERVAL.code()).isEqualTo("OVMS301");
    assertThat(FindingCode.ADAPTER_RULE.code()).isEqualTo("OVMS351");
    assertThat(FindingCode.TARGET_RATIO.code()).isEqualTo("OVMS401");
  }
}
