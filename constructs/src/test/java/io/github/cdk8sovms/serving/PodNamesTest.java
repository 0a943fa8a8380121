package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodNamesTest {

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource({
    "resnet, resnet-7d4f8b9c65-x2x4z, true",
    "resnet, resnet-9-x2x4z, true",
    "resnet, resnet-50-7d4f8b9c65-x2x4z, false",
    "resnet, my-resnet-7d4f8b9c65-x2x4z, false",
    "resnet, resnet-x2x4z, false",
    "resnet, resnet-0, false",
    "resnet-50, resnet-50-7d4f8b9c65-x2x4z, true",
    "resnet-50, resnet-7d4f8b9c65-x2x4z, false",
  })
  void thoseOfTheDeploymentMatchAndNoOthers(String deployment, String pod, boolean matches) {
    assertThat(matches(deployment, pod)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 45, 46, 47, 48, 50, 56, 57, 58, 62, 63})
  void namesThatKubernetesCutsMatchToo(int length) {
    String deployment = "d".repeat(length);

    for (String hash : new String[] {"9", "7d4f8b9c6", "7d4f8b9c65"}) {
      String base = deployment + "-" + hash + "-";
      String pod = base.substring(0, Math.min(base.length(), 58)) + "x2x4z";
      assertThat(matches(deployment, pod)).as(pod).isTrue();
    }
  }

  private static boolean matches(String deployment, String pod) {
    return Pattern.matches(new PodNames(deployment).pattern(), pod);
  }
}
