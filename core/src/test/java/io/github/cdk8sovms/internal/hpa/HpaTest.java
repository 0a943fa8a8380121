package io.github.cdk8sovms.internal.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.internal.hpa.Fleet.Phase;
import io.github.cdk8sovms.internal.hpa.Fleet.Pod;
import io.github.cdk8sovms.internal.hpa.Fleet.Reading;
import io.github.cdk8sovms.internal.hpa.HpaSpec.ExternalMetric;
import io.github.cdk8sovms.internal.hpa.HpaSpec.Metric;
import io.github.cdk8sovms.internal.hpa.HpaSpec.PodsMetric;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Kind;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Policy;
import io.github.cdk8sovms.internal.hpa.ScalingRules.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How an autoscaler decides, rule by rule. The acceptance tests compare many more decisions with
 * those of Kubernetes' own code.
 */
class HpaTest {
  private static final String RATIO = "ratio";
  private static final ScalingRules AT_ONCE =
      new ScalingRules(
          Duration.ZERO,
          Select.MAX,
          List.of(new Policy(Kind.PERCENT, 900, Duration.ofSeconds(15))));

  @Test
  void asksForSoManyPodsThatTheMeanIsTheTarget() {
    assertThat(decide(2, 3.0, 1.0)).isEqualTo(new Decision(4, "DesiredWithinRange", List.of(4)));
    assertThat(decide(2, 0.2, 0.4)).isEqualTo(new Decision(1, "DesiredWithinRange", List.of(1)));
  }

  @Test
  void withinTheToleranceNothingChanges() {
    assertThat(decide(2, 1.1, 1.1).replicas()).isEqualTo(2);
    assertThat(decide(2, 0.9, 0.9).replicas()).isEqualTo(2);
    assertThat(decide(2, 1.101, 1.101).replicas()).isEqualTo(3);
  }

  /** The adapter cuts values to thousandths, and the controller their mean. */
  @Test
  void countsInThousandths() {
    assertThat(decide(1, 2.0009).replicas()).isEqualTo(2);
    assertThat(decide(1, 2.001).replicas()).isEqualTo(3);
    assertThat(decide(2, Double.NaN, 4.0).replicas()).isEqualTo(4);
  }

  /** It is assumed to be at 0 when pods are added, and at the target when some are removed. */
  @Test
  void aPodWithoutAValueMakesTheChangeSmaller() {
    assertThat(one(new Fleet(3, running(3), Map.of(RATIO, values(3.0, 3.0)))).replicas())
        .isEqualTo(6);
    assertThat(one(new Fleet(3, running(3), Map.of(RATIO, values(1.3, 1.3)))).replicas())
        .isEqualTo(3);
    assertThat(one(new Fleet(3, running(3), Map.of(RATIO, values(0.1, 0.1)))).replicas())
        .isEqualTo(2);
  }

  /** It is at 0 when pods are added, and not counted when some are removed. */
  @Test
  void aPodThatDoesNotRunYetMakesAnAdditionSmaller() {
    List<Pod> pods = running(2);
    pods.add(new Pod("pod-2", Phase.PENDING, false, false));

    assertThat(one(new Fleet(3, pods, Map.of(RATIO, values(2.0, 2.0)))).replicas()).isEqualTo(4);
    assertThat(one(new Fleet(3, pods, Map.of(RATIO, values(1.2, 1.2)))).replicas()).isEqualTo(3);
    assertThat(one(new Fleet(3, pods, Map.of(RATIO, values(0.4, 0.4)))).replicas()).isEqualTo(1);
  }

  @Test
  void aPodThatEndsDoesNotCount() {
    List<Pod> pods = running(1);
    pods.add(new Pod("pod-1", Phase.RUNNING, true, true));

    assertThat(one(new Fleet(1, pods, Map.of(RATIO, values(2.0, 9.0)))).replicas()).isEqualTo(2);
  }

  @Test
  void aTotalIsDividedByTheTargetAndRoundedAsKedaDoes() {
    Metric metric = new ExternalMetric(RATIO, 2);

    assertThat(decideTotal(metric, 2, 9).replicas()).isEqualTo(5);
    assertThat(decideTotal(metric, 2, 8.0004).replicas()).isEqualTo(4);
    assertThat(decideTotal(metric, 2, 8.0006).replicas()).isEqualTo(5);
    assertThat(decideTotal(metric, 2, 4.4).replicas()).isEqualTo(2);
    assertThat(decideTotal(metric, 2, -5).replicas()).isEqualTo(1);
  }

  @Test
  void theHighestOfSeveralProposalsWins() {
    HpaSpec spec = spec(List.of(new PodsMetric(RATIO, 1), new ExternalMetric("total", 1)));
    Map<String, Reading> readings = Map.of(RATIO, values(1.5, 1.5), "total", new Fleet.Total(5));

    assertThat(new Hpa(spec).sync(0, new Fleet(2, running(2), readings)))
        .isEqualTo(new Decision(5, "DesiredWithinRange", List.of(3, 5)));
  }

  @Test
  void withAMetricUnavailablePodsAreOnlyAdded() {
    HpaSpec spec = spec(List.of(new PodsMetric(RATIO, 1), new ExternalMetric("total", 1)));

    assertThat(new Hpa(spec).sync(0, new Fleet(3, running(3), Map.of("total", new Fleet.Total(5)))))
        .isEqualTo(new Decision(5, "DesiredWithinRange", List.of(-1, 5)));
    assertThat(new Hpa(spec).sync(0, new Fleet(3, running(3), Map.of("total", new Fleet.Total(1)))))
        .isEqualTo(new Decision(3, "FailedGetPodsMetric", List.of(-1, 1)));
    assertThat(
            new Hpa(spec)
                .sync(
                    0,
                    new Fleet(
                        3,
                        running(3),
                        Map.of(RATIO, values(0.5, 0.5, 0.5), "total", new Fleet.Unavailable()))))
        .isEqualTo(new Decision(3, "FailedGetExternalMetric", List.of(2, -1)));
  }

  @Test
  void minimumAndMaximumAreKept() {
    assertThat(decide(2, 90.0, 90.0)).isEqualTo(new Decision(10, "TooManyReplicas", List.of(180)));
    assertThat(decide(1, 0.0)).isEqualTo(new Decision(1, "TooFewReplicas", List.of(0)));
    assertThat(one(new Fleet(12, running(12), Map.of())))
        .isEqualTo(new Decision(10, "TooManyReplicas", List.of()));
    assertThat(one(new Fleet(0, List.of(), Map.of(RATIO, values(5.0)))))
        .isEqualTo(new Decision(0, "ScalingDisabled", List.of()));
  }

  /** Kubernetes' defaults: at most 4 pods or twice as many in 15 seconds; fewer after 5 minutes. */
  @Test
  void theDefaultsAddAtOnceAndRemoveLate() {
    Hpa hpa =
        new Hpa(
            new HpaSpec(
                1,
                50,
                List.of(new PodsMetric(RATIO, 1)),
                ScalingRules.defaultUp(),
                ScalingRules.defaultDown()));

    assertThat(sync(hpa, 0, 1, 20.0)).isEqualTo("5 ScaleUpLimit");
    assertThat(sync(hpa, 15, 5, 20.0)).isEqualTo("10 ScaleUpLimit");
    assertThat(sync(hpa, 30, 10, 1.0)).isEqualTo("10 DesiredWithinRange");
    assertThat(sync(hpa, 314, 10, 0.1)).isEqualTo("10 ScaleDownStabilized");
    assertThat(sync(hpa, 315, 10, 0.1)).isEqualTo("10 ScaleDownStabilized");
    assertThat(sync(hpa, 331, 10, 0.1)).isEqualTo("1 DesiredWithinRange");
  }

  @Test
  void withoutBehaviorPodsAtMostDouble() {
    Hpa hpa =
        new Hpa(
            new HpaSpec(
                1,
                50,
                List.of(new PodsMetric(RATIO, 1)),
                ScalingRules.unset(),
                ScalingRules.unset()));

    assertThat(sync(hpa, 0, 1, 20.0)).isEqualTo("4 ScaleUpLimit");
    assertThat(sync(hpa, 15, 4, 20.0)).isEqualTo("8 ScaleUpLimit");
    assertThat(sync(hpa, 30, 8, 0.1)).isEqualTo("16 ScaleUpLimit");
  }

  @Test
  void aWindowOfScalingUpWaitsForTheLowestRecommendation() {
    ScalingRules slow = new ScalingRules(Duration.ofSeconds(30), Select.MAX, AT_ONCE.policies());
    Hpa hpa = new Hpa(new HpaSpec(1, 50, List.of(new PodsMetric(RATIO, 1)), slow, AT_ONCE));

    assertThat(sync(hpa, 0, 1, 5.0)).isEqualTo("1 ScaleUpStabilized");
    assertThat(sync(hpa, 15, 1, 4.0)).isEqualTo("1 ScaleUpStabilized");
    assertThat(sync(hpa, 30, 1, 6.0)).isEqualTo("4 ScaleUpStabilized");
  }

  @Test
  void policiesCountWhatChangedInTheirPeriod() {
    ScalingRules up =
        new ScalingRules(Duration.ZERO, Select.MIN, List.of(pods(2, 60), percent(100, 15)));
    ScalingRules down = new ScalingRules(Duration.ZERO, Select.MAX, List.of(pods(1, 30)));
    Hpa hpa = new Hpa(new HpaSpec(1, 50, List.of(new PodsMetric(RATIO, 1)), up, down));

    assertThat(sync(hpa, 0, 4, 9.0)).isEqualTo("6 ScaleUpLimit");
    assertThat(sync(hpa, 59, 6, 9.0)).isEqualTo("6 ScaleUpLimit");
    assertThat(sync(hpa, 60, 6, 9.0)).isEqualTo("8 ScaleUpLimit");
    assertThat(sync(hpa, 100, 8, 0.1)).isEqualTo("7 ScaleDownLimit");
    assertThat(sync(hpa, 129, 7, 0.1)).isEqualTo("7 ScaleDownLimit");
    assertThat(sync(hpa, 130, 7, 0.1)).isEqualTo("6 ScaleDownLimit");
  }

  @Test
  void aDirectionCanBeSwitchedOff() {
    ScalingRules off = new ScalingRules(Duration.ZERO, Select.DISABLED, List.of(pods(1, 15)));
    HpaSpec spec = new HpaSpec(1, 50, List.of(new PodsMetric(RATIO, 1)), off, off);

    assertThat(sync(new Hpa(spec), 0, 4, 9.0)).isEqualTo("4 ScaleUpLimit");
    assertThat(sync(new Hpa(spec), 0, 4, 0.1)).isEqualTo("4 ScaleDownLimit");
  }

  /** Since Kubernetes 1.37; a target that others have set to 0 stays there. */
  @Test
  void itComesBackFromZeroOnlyIfItWentThere() {
    ScalingRules up = new ScalingRules(Duration.ZERO, Select.MAX, List.of(pods(9, 15)));
    Hpa hpa = new Hpa(new HpaSpec(0, 10, List.of(new ExternalMetric(RATIO, 1)), up, AT_ONCE));

    assertThat(hpa.sync(0, total(0, 5))).isEqualTo(new Decision(0, "ScalingDisabled", List.of()));
    assertThat(hpa.sync(15, total(1, 0)).replicas()).isZero();
    assertThat(hpa.sync(30, total(0, 0)).replicas()).isZero();
    assertThat(hpa.sync(45, total(0, 5)).replicas()).isEqualTo(5);
  }

  @Test
  void whatTheApiServerRejectsIsRefused() {
    List<Metric> metrics = List.of(new PodsMetric(RATIO, 1));

    assertThatThrownBy(() -> new HpaSpec(3, 2, metrics, AT_ONCE, AT_ONCE))
        .hasMessage("minReplicas 3 must not be above maxReplicas 2");
    assertThatThrownBy(() -> new HpaSpec(1, 2, List.of(), AT_ONCE, AT_ONCE))
        .hasMessage("an autoscaler needs a metric");
    assertThatThrownBy(() -> new PodsMetric(RATIO, 0)).hasMessage("a target must be positive: 0.0");
    assertThatThrownBy(() -> pods(0, 15))
        .hasMessage("value and period of a policy must be positive: 0 in PT15S");
  }

  private static Policy pods(int value, int seconds) {
    return new Policy(Kind.PODS, value, Duration.ofSeconds(seconds));
  }

  private static Policy percent(int value, int seconds) {
    return new Policy(Kind.PERCENT, value, Duration.ofSeconds(seconds));
  }

  private static HpaSpec spec(List<Metric> metrics) {
    return new HpaSpec(1, 10, metrics, AT_ONCE, AT_ONCE);
  }

  private static Decision one(Fleet fleet) {
    return new Hpa(
            new HpaSpec(
                1,
                10,
                List.of(new PodsMetric(RATIO, 1)),
                AT_ONCE,
                new ScalingRules(Duration.ZERO, Select.MAX, List.of(percent(100, 15)))))
        .sync(0, fleet);
  }

  private static Decision decide(int replicas, Double... values) {
    return one(new Fleet(replicas, running(replicas), Map.of(RATIO, values(values))));
  }

  private static Decision decideTotal(Metric metric, int replicas, double total) {
    return new Hpa(
            new HpaSpec(
                1,
                10,
                List.of(metric),
                AT_ONCE,
                new ScalingRules(Duration.ZERO, Select.MAX, List.of(percent(100, 15)))))
        .sync(0, total(replicas, total));
  }

  private static Fleet total(int replicas, double total) {
    return new Fleet(replicas, running(replicas), Map.of(RATIO, new Fleet.Total(total)));
  }

  /** A decision for pods that all have the same value. */
  private static String sync(Hpa hpa, double time, int replicas, double value) {
    Double[] values = new Double[replicas];
    java.util.Arrays.fill(values, value);
    Decision decision =
        hpa.sync(time, new Fleet(replicas, running(replicas), Map.of(RATIO, values(values))));
    return decision.replicas() + " " + decision.reason();
  }

  private static List<Pod> running(int count) {
    List<Pod> pods = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pods.add(new Pod("pod-" + i, Phase.RUNNING, true, false));
    }
    return pods;
  }

  private static Reading values(Double... values) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      all.put("pod-" + i, values[i]);
    }
    return new Fleet.PodValues(all);
  }
}
