package io.github.cdk8sovms.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.ClassCircles.Circle;
import io.github.cdk8sovms.cli.Main;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.planning.Plan;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No circle of classes but sealed families: what knows each other is read and changed as one. */
class ClassCirclesTest {
  private static final String ROOT = "io.github.cdk8sovms";

  /** Types with factory methods for their subtypes that cannot be sealed. */
  private static final List<Set<String>> OPEN_FAMILIES =
      List.of(
          // Traffic in a file is read by another package.
          Set.of(
              "planning.CountTraffic",
              "planning.ExactTraffic",
              "planning.RateTraffic",
              "planning.Traffic"));

  @Test
  void theLibraryAndTheCommandLineHaveNone() {
    List<Circle> circles =
        ClassCircles.below(ROOT, placesOf(Plan.class, Component.class, Main.class));

    assertThat(
            circles.stream()
                .filter(circle -> !OPEN_FAMILIES.contains(circle.classes()))
                .map(Circle::toString)
                .collect(joining("\n\n")))
        .as("circles of classes: pass on a value or a function instead of what knows the receiver")
        .isEmpty();
    assertThat(circles.stream().map(Circle::classes))
        .as("the circles, which these families still are")
        .containsAll(OPEN_FAMILIES);
  }

  @Test
  void classesThatKnowEachOtherAreFound() {
    assertThat(ClassCircles.below(ROOT + ".acceptance.circles", placesOf(ClassCirclesTest.class)))
        .extracting(Circle::toString)
        .containsExactly(
            """
            Disc -> Shape
            Shape -> Disc""",
            """
            Egg -> Hen
            Hen -> Nest
            Nest -> Egg""");
  }

  private static List<Path> placesOf(Class<?>... types) {
    return Stream.of(types).map(ClassCirclesTest::placeOf).toList();
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
