package io.github.cdk8sovms.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results for all hops of one autoscaler.
 *
 * @param hops one per hop, in the order of the data flow
 * @param starts how long its newest pods took to start, if it is known
 */
record Examination(
    Autoscaler autoscaler, List<CheckedHop> hops, List<Note> notes, Optional<PodStarts> starts) {
  /** The hops with the metrics adapter. */
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

  /** The hops with KEDA, which queries Prometheus itself. */
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

  record CheckedHop(Hop hop, HopResult result) {}

  Examination {
    hops = List.copyOf(hops);
    notes = List.copyOf(notes);
  }

  static Examination of(
      Autoscaler autoscaler, Cluster cluster, Optional<PrometheusUrl> prometheus) {
    HopContext context = new HopContext(cluster, autoscaler, prometheus);
    List<CheckedHop> hops = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    boolean broken = false;
    for (Hop hop : autoscaler.isOfPods() ? BY_ADAPTER : BY_KEDA) {
      HopResult result = broken ? new HopResult.Skipped() : check(hop, context, notes);
      broken |= result instanceof HopResult.Broken;
      hops.add(new CheckedHop(hop, result));
    }
    return new Examination(autoscaler, hops, distinct(notes), starts(context));
  }

  private static Optional<PodStarts> starts(HopContext context) {
    try {
      return PodStarts.of(context);
    } catch (UnseenException e) {
      return Optional.empty();
    }
  }

  Optional<HopResult.Broken> broken() {
    return hops.stream()
        .map(CheckedHop::result)
        .filter(HopResult.Broken.class::isInstance)
        .map(HopResult.Broken.class::cast)
        .findFirst();
  }

  /**
   * Returns whether the state is unknown: no hop is broken, and one of the last two hops, the value
   * and the controller, could not be checked.
   */
  boolean isUnknown() {
    return broken().isEmpty()
        && hops.stream()
            .skip(hops.size() - 2L)
            .anyMatch(checked -> checked.result() instanceof HopResult.NotSeen);
  }

  private static HopResult check(Hop hop, HopContext context, List<Note> notes) {
    try {
      return hop.check(context, notes::add);
    } catch (UnseenException e) {
      return new HopResult.NotSeen(e.why());
    }
  }

  /** Removes notes that repeat for every pod. */
  private static List<Note> distinct(List<Note> notes) {
    List<Note> distinct = new ArrayList<>();
    for (Note note : notes) {
      if (distinct.stream().noneMatch(other -> other.id().equals(note.id()))) {
        distinct.add(note);
      }
    }
    return distinct;
  }
}
