package io.github.cdk8sovms.planning;

import static io.github.cdk8sovms.planning.Traffic.Spacing.EVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cdk8sovms.internal.hpa.Fleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the autoscaler and Prometheus see of a pod while it starts and ends. */
class StartTest {
  /** Stages of a minute, so that several syncs see each. */
  private static final StartDurations MINUTES =
      new StartDurations(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(40),
          Duration.ofSeconds(20));

  /** Two pods from the 90th second of the run on, and one again from the 900th on. */
  private static final String TWO = "1 + (time() >= bool 90) * (time() < bool 900)";

  private static final double BEFORE = 600;

  @Test
  void aPodIsPendingThenRunsAndIsReadyAtLast() {
    Looks looks = looks("vector(0)");
    double created = created(looks);

    assertThat(looks.since(created).pod(1).phase()).isEqualTo(Fleet.Phase.PENDING);
    double runs =
        looks.first(look -> has2(look) && look.pod(1).phase() == Fleet.Phase.RUNNING).seconds();
    double ready = looks.first(look -> has2(look) && look.pod(1).ready()).seconds();
    assertThat(runs - created).isCloseTo(120, within(15.0));
    assertThat(ready - created).isCloseTo(300, within(15.0));
  }

  @Test
  void itIsATargetSinceItHasAnAddressAndUpSinceItsServerRuns() {
    Looks targets = looks("count(up)");
    Looks up = looks("sum(up)");
    double created = created(targets);

    assertThat(targets.since(created + 45).value()).hasValue(1);
    assertThat(targets.since(created + 75).value()).hasValue(2);
    assertThat(up.since(created + 105).value()).hasValue(1);
    assertThat(up.since(created + 135).value()).hasValue(2);
  }

  @Test
  void itHasNoSeriesWhileItFetchesAndNoStreamsWhileItLoads() {
    Looks series = looks("count(ovms_streams)");
    Looks streams = looks("sum(ovms_streams)");
    double created = created(series);

    assertThat(series.since(created + 165).value()).hasValue(1);
    assertThat(series.since(created + 195).value()).hasValue(2);
    assertThat(streams.since(created + 225).value()).hasValue(4);
    assertThat(streams.since(created + 255).value()).hasValue(8);
  }

  /** For ten seconds it is drained, then it is missed twice, and a little more. */
  @Test
  void seriesOfAPodThatIsGoneEndAfterTwoMissedScrapes() {
    Looks targets = looks("count(up)");
    Looks series = looks("count(ovms_streams)");
    double deleted = targets.first(look -> look.decision().replicas() == 1 && has2(look)).seconds();

    assertThat(targets.since(deleted + 15).fleet().pods()).hasSize(1);
    assertThat(targets.since(deleted + 15).value()).hasValue(2);
    assertThat(targets.since(deleted + 45).value()).hasValue(1);
    assertThat(series.since(deleted + 45).value()).hasValue(1);
  }

  @Test
  void aPodThatIsDeletedBeforeItRunsIsGoneAtOnce() {
    Looks looks =
        Looks.of(
            Specs.on("1 + (time() >= bool 90) * (time() < bool 121)")
                .looksAt("count(up)")
                .scrapedEvery(5)
                .replicas(1, 2)
                .start(MINUTES)
                .removesAtOnce(),
            Traffic.constant(10, Duration.ofMinutes(10), EVEN),
            ServiceTime.constant(Duration.ofMillis(200)));

    double deleted = looks.first(look -> look.decision().replicas() == 1 && has2(look)).seconds();
    assertThat(looks.since(deleted + 1).fleet().pods()).hasSize(1);
    assertThat(looks.since(deleted + 100).value()).hasValue(1);
  }

  /** Names are those of a Deployment, which the emitted queries select by a pattern. */
  @Test
  void podsHaveNamesOfADeployment() {
    Looks looks = looks("vector(0)");
    Looks.Look two = looks.first(StartTest::has2);

    assertThat(two.pod(0).name()).matches("resnet-[0-9a-z]+-[0-9a-z]{5}");
    assertThat(two.pod(1).name()).isNotEqualTo(two.pod(0).name());
  }

  @Test
  void aStartOfWhichOnlyTheTotalIsKnownIsTimeToLoad() {
    StartDurations budget = StartDurations.ofTotal(Duration.ofSeconds(30));

    assertThat(budget.load()).isEqualTo(Duration.ofSeconds(30));
    assertThat(budget.total()).isEqualTo(Duration.ofSeconds(30));
    assertThat(MINUTES.total()).isEqualTo(Duration.ofMinutes(5));
  }

  private static Looks looks(String query) {
    return Looks.of(
        Specs.on(TWO).looksAt(query).scrapedEvery(5).replicas(1, 2).start(MINUTES).removesAtOnce(),
        Traffic.constant(10, Duration.ofMinutes(10), EVEN),
        ServiceTime.constant(Duration.ofMillis(200)));
  }

  /** The first sync that decides on two pods; the second is created then. */
  private static double created(Looks looks) {
    double decided = looks.first(look -> look.decision().replicas() == 2).seconds();
    assertThat(decided).isBetween(90 - BEFORE, 105 - BEFORE);
    return decided + 1e-3;
  }

  private static boolean has2(Looks.Look look) {
    return look.fleet().pods().size() == 2;
  }
}
