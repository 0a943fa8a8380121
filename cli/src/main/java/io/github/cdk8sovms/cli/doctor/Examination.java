package io.github.cdk8sovms.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a look at all hops of one autoscaler has shown.
 *
 * @param looks a hop each, in the order of the way
 */
record Examination(Autoscaler autoscaler, List<Look> looks, List<Oddity> oddities) {
  /** The way through the metrics adapter. */
  private static final List<Hop> BY_ADAPTER =
      List.of(
          new PodsReady(),
          new MetricsAnswer(),
          new PodsScraped(),
          new SeriesThere(),
          new MetricsApiServed(),
          new MetricListed(),
          new ValuesServed(),
          new AutoscalerActs());

  /** The way through KEDA, which asks Prometheus itself. */
  private static final List<Hop> BY_KEDA =
      List.of(
          new PodsReady(),
          new MetricsAnswer(),
          new PodsScraped(),
          new TriggerHasValue(),
          new ScaledObjectReady(),
          new MetricsApiServed(),
          new LoadServed(),
          new AutoscalerActs());

  record Look(Hop hop, HopResult result) {}

  Examination {
    looks = List.copyOf(looks);
    oddities = List.copyOf(oddities);
  }

  static Examination of(
      Autoscaler autoscaler, Cluster cluster, Optional<PrometheusUrl> prometheus) {
    Surroundings surroundings = new Surroundings(cluster, autoscaler, prometheus);
    List<Look> looks = new ArrayList<>();
    List<Oddity> oddities = new ArrayList<>();
    boolean broken = false;
    for (Hop hop : autoscaler.isOfPods() ? BY_ADAPTER : BY_KEDA) {
      HopResult result = broken ? new HopResult.NotLookedAt() : look(hop, surroundings, oddities);
      broken |= result instanceof HopResult.Broken;
      looks.add(new Look(hop, result));
    }
    return new Examination(autoscaler, looks, distinct(oddities));
  }

  Optional<HopResult.Broken> broken() {
    return looks.stream()
        .map(Look::result)
        .filter(HopResult.Broken.class::isInstance)
        .map(HopResult.Broken.class::cast)
        .findFirst();
  }

  /**
   * Whether nothing can be said: nothing was seen to be broken, and one of the last two hops was
   * not seen: whether there is a value, and what the controller makes of it.
   */
  boolean isUnknown() {
    return broken().isEmpty()
        && looks.stream()
            .skip(looks.size() - 2L)
            .anyMatch(look -> look.result() instanceof HopResult.NotSeen);
  }

  private static HopResult look(Hop hop, Surroundings surroundings, List<Oddity> oddities) {
    try {
      return hop.look(surroundings, oddities::add);
    } catch (UnseenException e) {
      return new HopResult.NotSeen(e.why());
    }
  }

  /** What is so on every pod is said once. */
  private static List<Oddity> distinct(List<Oddity> oddities) {
    List<Oddity> distinct = new ArrayList<>();
    for (Oddity oddity : oddities) {
      if (distinct.stream().noneMatch(other -> other.id().equals(oddity.id()))) {
        distinct.add(oddity);
      }
    }
    return distinct;
  }
}
