package io.github.cdk8sovms.signal;

import static io.github.cdk8sovms.signal.ReachOnServerTest.builder;
import static io.github.cdk8sovms.signal.ReachOnServerTest.model;
import static io.github.cdk8sovms.signal.ReachOnServerTest.server;
import static io.github.cdk8sovms.signal.ReachOnServerTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Combination, fixes and formatting of bounds. */
class UpperBoundsTest {
  private static final Model MODEL = model("resnet50");
  private static final UpperBound ONE = limited(1);
  private static final UpperBound FOUR = limited(4);
  private static final UpperBound UNKNOWN = new UpperBound.Unknown("OVMS chooses it", "Set it");
  private static final UpperBound UNLIMITED = new UpperBound.Unlimited("it grows");

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "MAX, 1, 1.0",
    "MAX, 1 4 1, 4.0",
    "MAX, 1 unknown, unknown",
    "MAX, unknown unlimited 4, unlimited",
    "MEAN, 4, 4.0",
    "MEAN, 1 4, 2.5",
    "MEAN, 1 unknown, unknown",
    "MEAN, unlimited 1 unknown, unlimited",
    "SUM, 4, 4.0",
    "SUM, 4 4, 4.0",
    "SUM, 1 unknown, unknown",
    "SUM, unlimited unknown, unlimited",
  })
  void oneValueForAllModelsEndsWhereItsPartsDo(
      Aggregation aggregation, String models, String together) {
    List<UpperBound> bounds =
        List.of(models.split(" ")).stream().map(UpperBoundsTest::reach).toList();

    assertThat(text(UpperBounds.together(aggregation, bounds))).isEqualTo(together);
  }

  @Test
  void theMeanHasASuffix() {
    assertThat(UpperBounds.together(Aggregation.MEAN, List.of(ONE, FOUR)).reason())
        .isEqualTo("the mean over all models cannot exceed 2.5");
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void withoutModelsNothingIsKnown(Aggregation aggregation) {
    assertThat(UpperBounds.together(aggregation, List.of())).isInstanceOf(UpperBound.Unknown.class);
  }

  @Test
  void theLowerOfTwoIsWhatIsKnownToEndFirst() {
    assertThat(UpperBounds.lower(ONE, FOUR)).isSameAs(ONE);
    assertThat(UpperBounds.lower(FOUR, ONE)).isSameAs(ONE);
    assertThat(UpperBounds.lower(UNLIMITED, ONE)).isSameAs(ONE);
    assertThat(UpperBounds.lower(UNKNOWN, ONE)).isSameAs(ONE);
    assertThat(UpperBounds.lower(ONE, UNLIMITED)).isSameAs(ONE);
    assertThat(UpperBounds.lower(UNLIMITED, UNKNOWN)).as("adds no information").isSameAs(UNLIMITED);
    assertThat(UpperBounds.lower(UNKNOWN, UNLIMITED)).isSameAs(UNKNOWN);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0, 0.0",
    "1, 1.0",
    "4, 4.0",
    "1.5, 1.5",
    "0.333333, 0.33",
    "0.666667, 0.67",
    "1.005, 1.0",
    "100000, 100000.0",
    "2147483647, 2147483647.0",
  })
  void numbersHaveAPointAndTwoDigitsAtMost(double value, String text) {
    assertThat(UpperBounds.number(value)).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0} or what {1} by {2} needs: {3}")
  @CsvSource({
    "4, 1.1, 4, 16",
    "4, 3.3, 2, 8",
    "4, 4, 2, 9",
    "4, 5.5, 2, 12",
    "2, 0.77, 16, 32",
    "2, 2, 16, 33",
  })
  void asManyAsAreUsualOrJustEnough(int usual, double needed, int by, int atLeast) {
    assertThat(UpperBounds.atLeast(usual, needed, by)).isEqualTo(atLeast);
  }

  /** More than an int can represent, and more than OVMS accepts. */
  @Test
  void nothingIsProposedThatWouldBeRefused() {
    assertThat(UpperBounds.setWorkers(UpperBounds.atLeast(4, 1_100, 1024)))
        .isEqualTo(
            "No .restWorkers(..) is high enough; OVMS accepts at most 10000: choose another"
                + " signal");
    assertThat(UpperBounds.atLeast(2, 0.77, Integer.MAX_VALUE)).isEqualTo(4_294_967_294L);
  }

  /** The proposed fix exceeds the needed value. */
  @Test
  void everyFixWithANumberIsOne() {
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      int streams = 1 + random.nextInt(8);
      double needed = 0.1 + 9 * random.nextDouble();
      Model tight = MODEL.streams(streams).nireq(streams);
      OvmsModelServer server = builder("2026.2.1", tight).restWorkers(2).build();

      int nireq =
          number(LoadSignal.requestsPerStream().reach(ServerLink.of(server).serving()), needed);
      assertThat(height(server("2026.2.1", tight.nireq(nireq)), false)).isGreaterThan(needed);
      int workers =
          number(
              LoadSignal.inFlightPerStream().reachOverHttp(ServerLink.of(server).serving()),
              needed);
      assertThat(height(builder("2026.2.1", tight).restWorkers(workers).build(), true))
          .isGreaterThan(needed);
    }
  }

  /**
   * Four infer requests per stream, the default for pinned streams, are not enough for every
   * target.
   */
  @Test
  void theFixForUnpinnedStreamsCoversHighTargets() {
    UpperBound bound =
        LoadSignal.requestsPerStream().reach(ServerLink.of(server("2026.2.1", MODEL)).serving());

    assertThat(((UpperBound.Limited) bound).fix().apply(1.1)).startsWith("Set .streams(..)");
    assertThat(((UpperBound.Limited) bound).fix().apply(5.5)).contains(".nireq(");
  }

  private static double height(OvmsModelServer server, boolean overHttp) {
    UpperBound bound =
        overHttp
            ? LoadSignal.inFlightPerStream().reachOverHttp(ServerLink.of(server).serving())
            : LoadSignal.requestsPerStream().reach(ServerLink.of(server).serving());
    return ((UpperBound.Limited) bound).value();
  }

  private static int number(UpperBound bound, double needed) {
    return Integer.parseInt(((UpperBound.Limited) bound).fix().apply(needed).replaceAll("\\D", ""));
  }

  private static UpperBound reach(String text) {
    return switch (text) {
      case "unknown" -> UNKNOWN;
      case "unlimited" -> UNLIMITED;
      default -> limited(Double.parseDouble(text));
    };
  }

  private static UpperBound limited(double value) {
    return new UpperBound.Limited(value, "it ends", needed -> "Raise it");
  }
}
