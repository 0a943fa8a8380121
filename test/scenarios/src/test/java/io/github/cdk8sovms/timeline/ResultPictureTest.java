package io.github.cdk8sovms.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Repository;
import org.junit.jupiter.api.Test;

class ResultPictureTest {
  @Test
  void pictureIsThatOfTheTimelines() {
    Golden.check(ResultPicture.PICTURE, ResultPicture.draw());
  }

  @Test
  void headlineHasTheFigureOfTheReport() {
    String report = Repository.read(Repository.ROOT.resolve("docs/control-plane.md"));

    assertThat(report).contains("| three pods ready | never | 46 s |");
    assertThat(ResultPicture.draw()).contains("three pods after 46 s");
  }
}
