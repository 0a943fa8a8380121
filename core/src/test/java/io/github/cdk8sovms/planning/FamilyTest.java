package io.github.cdk8sovms.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FamilyTest {

  /** A query that reads another metric would have no value in a plan. */
  @Test
  void everyMetricOfOvmsHasAValueInAPlan() {
    assertThat(Arrays.stream(Family.values()).map(Family::metric))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OvmsMetric.values()).map(OvmsMetric::series).toList());
  }
}
