package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.MISSING;
import static io.github.cdk8sovms.validation.FindingCode.VERSION_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A server without an image, or with one whose version is unknown, has its other mistakes in the
 * same report: they are those of the image that the report proposes.
 */
class UnknownImageTest {
  private static final Model RESNET =
      Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous());

  @Test
  void theMistakesOfADeployment() {
    assertSameMistakes(
        "2026.3.1",
        image -> {
          OvmsModelServer.Builder server =
              OvmsModelServer.Builder.create(Programs.chart(), "resnet")
                  .model(RESNET)
                  .arguments("--port=9000", "--stateful=true")
                  .idleUnload(Duration.ofMinutes(5))
                  .modelCache(ModelCache.emptyDir("1Gi"))
                  .startTimes(StartTimes.declared().warmUp(Duration.ofSeconds(-1)));
          image.ifPresent(server::image);
          return server.build();
        });
  }

  @Test
  void theMistakesOfAnInferenceService() {
    assertSameMistakes(
        "2026.3.1",
        image -> {
          KServeModelServer.Builder server =
              KServeModelServer.Builder.create(Programs.chart(), "resnet")
                  .model(RESNET)
                  .model(Model.of("bert", ModelSource.volumeClaim("models", "bert").manyNodes()))
                  .arguments("--port=9000");
          image.ifPresent(server::image);
          return server.build();
        });
  }

  @Test
  void theMistakesOfAModelServerOfTheOperator() {
    assertSameMistakes(
        "2026.2.1",
        image -> {
          OpenVinoOperatorServer.Builder server =
              OpenVinoOperatorServer.Builder.create(Programs.chart(), "resnet")
                  .model(RESNET)
                  .resources(Resources.cpu("2").memory("2Gi").ephemeralStorage("1Gi"));
          image.ifPresent(server::image);
          return server.build();
        });
  }

  @Test
  void theProposedImageOfTheOperatorIsTheLastThatItRuns() {
    assertThat(
            Reported.building(
                OpenVinoOperatorServer.Builder.create(Programs.chart(), "resnet").model(RESNET)
                    ::build))
        .extracting(Object::toString)
        .anySatisfy(text -> assertThat(text).contains("Add .image(OvmsImage.of(\"2026.2.1\"))."));
  }

  /**
   * @param proposed the version that the report proposes
   * @param program builds a server with an image, if there is one
   */
  private static void assertSameMistakes(
      String proposed, Function<Optional<OvmsImage>, Object> program) {
    List<FindingCode> mistakes = codes(program, Optional.of(OvmsImage.of(proposed)));

    assertThat(mistakes).isNotEmpty();
    assertThat(codes(program, Optional.of(OvmsImage.of("latest"))))
        .containsExactlyInAnyOrderElementsOf(with(VERSION_UNKNOWN, mistakes));
    assertThat(codes(program, Optional.empty()))
        .containsExactlyInAnyOrderElementsOf(with(MISSING, mistakes));
  }

  private static List<FindingCode> codes(
      Function<Optional<OvmsImage>, Object> program, Optional<OvmsImage> image) {
    return Reported.codesBuilding(() -> program.apply(image));
  }

  private static List<FindingCode> with(FindingCode code, List<FindingCode> others) {
    List<FindingCode> all = new ArrayList<>(others);
    all.add(code);
    return all;
  }
}
