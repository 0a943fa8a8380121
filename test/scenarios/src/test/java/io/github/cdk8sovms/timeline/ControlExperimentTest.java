package io.github.cdk8sovms.timeline;

import io.github.cdk8sovms.kit.Golden;
import org.junit.jupiter.api.Test;

class ControlExperimentTest {
  @Test
  void pictureIsThatOfTheTimelines() {
    Golden.check(ControlExperiment.PICTURE, ControlExperiment.draw());
  }
}
