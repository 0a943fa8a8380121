package io.github.cdk8sovms.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import io.github.cdk8sovms.planning.manifest.Profile;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A profile has measured service times, and holds only for what was measured. */
class ProfileTest {
  private static final String PROFILE =
      """
      image: docker.io/openvino/model_server:2026.3.1
      device: CPU
      streams: 2
      startTime: 25s
      serviceTime:
        1: 100ms
        2: 120ms
        4: 200ms
      """;

  @Test
  void serviceTimesBetweenMeasuredConcurrenciesAreOnALine() {
    Profile profile = profile(PROFILE);

    assertThat(seconds(profile, 1)).isEqualTo(0.1);
    assertThat(seconds(profile, 2)).isEqualTo(0.12);
    assertThat(seconds(profile, 3)).isEqualTo(0.16);
    assertThat(seconds(profile, 4)).isEqualTo(0.2);
    assertThat(seconds(profile, 9)).isEqualTo(0.2);
    assertThat(profile.start()).hasValue(Duration.ofSeconds(25));
  }

  @Test
  void itIsOfTheServerThatIsPlanned() {
    profile(PROFILE).check(ManifestText.quickstart().plan());
  }

  @ParameterizedTest
  @CsvSource({
    "model_server:2026.3.1, model_server:2026.2.1, image, docker.io/openvino/model_server:2026.2.1,"
        + " docker.io/openvino/model_server:2026.3.1",
    "device: CPU, device: GPU, device, GPU, CPU",
    "streams: 2, streams: 4, streams, 4, 2"
  })
  void itIsRefusedForAnother(
      String before, String after, String what, String measured, String planned) {
    PlanManifest manifest = ManifestText.quickstart().plan();
    Profile profile = profile(PROFILE.replace(before, after));

    assertThatThrownBy(() -> profile.check(manifest))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "The profile \"resnet.yaml\" was measured with %s \"%s\", and the manifest has \"%s\". Measure it again."
                .formatted(what, measured, planned));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          streams: 2 | it has no serviceTime
          serviceTime: {0: 1s} | "0" is not a concurrency
          serviceTime: {1: soon} | "soon" is not a service time
          {spread: x, serviceTime: {1: 1s}} | "x" is not a spread in percent
          """)
  void otherFilesAreRefused(String text, String problem) {
    assertThatThrownBy(() -> profile(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "\"resnet.yaml\" is not a profile: "
                + problem
                + ". It needs serviceTime with a time for each concurrency, such as 1: 180ms.");
  }

  private static Profile profile(String text) {
    return Profile.read("resnet.yaml", text, YamlText::parse);
  }

  private static double seconds(Profile profile, int busy) {
    return profile.serviceTime().seconds(busy, new Random(1));
  }
}
