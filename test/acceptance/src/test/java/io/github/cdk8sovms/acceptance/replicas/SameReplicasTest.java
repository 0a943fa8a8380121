package io.github.cdk8sovms.acceptance.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.replicas.FleetSituation.Replicas;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An autoscaler that has the load of all pods asks for as many as one that has the value of each,
 * and where it does not, it keeps what is safe. Both numbers are computed by Kubernetes' own code.
 */
@Tag("extended")
class SameReplicasTest {
  private static final double[] VALUES = {0, 0.25, 0.5, 0.75, 0.95, 1, 1.05, 1.25, 1.5, 2, 3, 10};
  private static final double[] TARGETS = {0.5, 1, 1.5};
  private static final int MOST_MISSING = 4;

  @Test
  void withAValueOfEachPod() {
    FleetSituation.assertSameReplicas(running(0));
  }

  /** A pod that loads its models, or that Prometheus cannot read. */
  @Test
  void withPodsWithoutAValue() {
    for (int missing = 1; missing <= MOST_MISSING; missing++) {
      FleetSituation.assertSameReplicas(running(missing));
    }
  }

  @Test
  void withoutAnyValueBothStandStill() {
    List<Replicas> replicas =
        FleetSituation.replicas(List.of(FleetSituation.running(List.of(), 3, 1)));

    assertThat(replicas).containsExactly(new Replicas(-1, -1));
  }

  /** What a plain sum would do, so that the test is known to see it. */
  @Test
  void theSumAloneWouldRemovePodsThatLoad() {
    FleetSituation loading = FleetSituation.running(List.of(0.5), 2, 1);

    assertThat(loading.load()).hasValue(2.5);
    assertThat(FleetSituation.replicas(List.of(loading))).containsExactly(new Replicas(3, 3));
    assertThat(
            FleetSituation.replicas(List.of(FleetSituation.running(List.of(0.5, 0.0, 0.0), 0, 1))))
        .containsExactly(new Replicas(1, 1));
  }

  /**
   * Prometheus does not know pods that do not run yet. Both ask for the same when pods must be
   * added. Else KEDA may give back pods that have not begun to run, never one that runs and is
   * needed; the down-window passes first.
   */
  @Test
  void podsThatDoNotRunYetMayBeGivenBackSooner() {
    List<FleetSituation> situations = new ArrayList<>();
    for (FleetSituation running : running(1)) {
      situations.add(new FleetSituation(running.values(), 1, 2, List.of(), running.target()));
    }
    situations.addAll(pending(running(0)));
    List<Replicas> replicas = FleetSituation.replicas(situations);
    int fewer = 0;
    for (int i = 0; i < situations.size(); i++) {
      FleetSituation situation = situations.get(i);
      Replicas asked = replicas.get(i);
      if (asked.byPods() > situation.pods()) {
        assertThat(asked.byLoad()).as(situation.toString()).isEqualTo(asked.byPods());
      }
      assertThat(asked.byLoad())
          .as(situation.toString())
          .isLessThanOrEqualTo(asked.byPods())
          .isGreaterThanOrEqualTo(Math.min(situation.pods(), needed(situation)));
      fewer += asked.byLoad() < asked.byPods() ? 1 : 0;
    }
    assertThat(fewer).isPositive();
  }

  /**
   * A pod that is being deleted counts until Prometheus sees it go; an autoscaler that has the
   * value of each leaves it out. So KEDA may ask for one more meanwhile, never for fewer.
   */
  @Test
  void aPodThatEndsCountsUntilItIsGone() {
    List<FleetSituation> situations = new ArrayList<>();
    for (FleetSituation running : running(0)) {
      situations.add(
          new FleetSituation(running.values(), 0, 0, List.of(running.target()), running.target()));
    }
    List<Replicas> replicas = FleetSituation.replicas(situations);
    for (int i = 0; i < situations.size(); i++) {
      FleetSituation situation = situations.get(i);
      assertThat(replicas.get(i).byLoad())
          .as(situation.toString())
          .isBetween(replicas.get(i).byPods(), Math.max(situation.pods(), needed(situation)));
    }
  }

  /** KEDA's total is rounded once, the values of the pods are cut off one by one. */
  @Test
  void theLastThousandthMayCostAPod() {
    FleetSituation edge = FleetSituation.running(List.of(1.3336, 1.3336, 1.3336), 0, 1);

    assertThat(FleetSituation.replicas(List.of(edge))).containsExactly(new Replicas(4, 5));
  }

  /** How many pods would be exactly at the target. */
  private static int needed(FleetSituation situation) {
    return (int) Math.ceil(situation.load().orElseThrow() / situation.target() - 1e-6);
  }

  private static List<FleetSituation> pending(List<FleetSituation> running) {
    return running.stream()
        .map(it -> new FleetSituation(it.values(), it.missing(), 2, List.of(), it.target()))
        .toList();
  }

  /** Every combination of values of one, two and three pods, and fleets of ten. */
  private static List<FleetSituation> running(int missing) {
    List<FleetSituation> situations = new ArrayList<>();
    for (double target : TARGETS) {
      for (double first : VALUES) {
        situations.add(FleetSituation.running(List.of(first), missing, target));
        for (double second : VALUES) {
          situations.add(FleetSituation.running(List.of(first, second), missing, target));
          for (double third : VALUES) {
            situations.add(FleetSituation.running(List.of(first, second, third), missing, target));
          }
          List<Double> ten = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            ten.add(i % 2 == 0 ? first : second);
          }
          situations.add(FleetSituation.running(ten, missing, target));
        }
      }
    }
    return situations;
  }
}
