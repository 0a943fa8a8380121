package io.github.cdk8sovms.planning.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureAxisTest {

  @Test
  void valuesEndAtAMark() {
    PictureAxis axis = PictureAxis.upTo(47);

    assertThat(axis.marks()).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0);
    assertThat(axis.part(25)).isEqualTo(0.5);
    assertThat(PictureAxis.upTo(1).label(0.2)).isEqualTo("0.2");
  }

  @Test
  void replicasAreWholeNumbers() {
    assertThat(PictureAxis.wholeUpTo(1).marks()).containsExactly(0.0, 1.0);
    assertThat(PictureAxis.wholeUpTo(4).marks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(PictureAxis.wholeUpTo(12).step()).isEqualTo(5);
  }

  @Test
  void timeEndsWithTheTraffic() {
    assertThat(PictureAxis.ofTime(7).marks()).hasSize(8);
    assertThat(PictureAxis.ofTime(7).part(7)).isEqualTo(1);
    assertThat(PictureAxis.ofTime(7.5).part(7.5)).isEqualTo(1);
  }
}
