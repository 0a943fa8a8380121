package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.hpa.Decision;
import io.github.cdk8sovms.internal.hpa.Fleet;
import io.github.cdk8sovms.internal.hpa.Hpa;
import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.internal.promql.PromQlException;
import io.github.cdk8sovms.internal.promql.Query;
import io.github.cdk8sovms.internal.promql.SeriesStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The autoscaler, with what answers its questions: the adapter, or KEDA. */
final class Scaler {
  private static final String LIMITED = "ScaleUpLimit";
  private static final String STABILIZED = "ScaleUpStabilized";

  private final World world;
  private final Workload workload;
  private final SeriesStore store;
  private final Map<String, Query> queries;
  private final Hpa hpa;
  private final double period;

  Scaler(World world, Workload workload, SeriesStore store, Map<String, Query> queries) {
    this.world = world;
    this.workload = workload;
    this.store = store;
    this.queries = queries;
    this.hpa = new Hpa(world.spec.hpa());
    this.period = Require.seconds(world.spec.hpa().syncPeriod());
  }

  /** Parses the query of each metric. */
  static Map<String, Query> queries(PlanSpec spec) {
    Map<String, Query> queries = new LinkedHashMap<>();
    for (HpaSpec.Metric metric : spec.hpa().metrics()) {
      String text = Objects.requireNonNull(spec.queries().get(metric.name()));
      queries.put(metric.name(), Query.parse(text));
    }
    return queries;
  }

  /** When it decides first. */
  double phase() {
    return period * world.phases.nextDouble();
  }

  /** Decides once, and returns how many pods there should be. */
  int sync(SyncObserver observer, double start) {
    Fleet fleet = fleet();
    Decision decision = hpa.sync(world.now, fleet);
    observer.synced(world.now - start, fleet, decision);
    world.backlog.decided(isLimited(decision));
    world.in(period, Events.Kind.SYNC, 0);
    return decision.replicas();
  }

  /** Whether a metric proposes more pods, and the policies do not allow them. */
  private static boolean isLimited(Decision decision) {
    return decision.reason().equals(LIMITED) || decision.reason().equals(STABILIZED);
  }

  private Fleet fleet() {
    List<Fleet.Pod> pods = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Replica pod : workload.existing()) {
      boolean runs = pod.stage.isAtLeast(Replica.Stage.FETCHING);
      names.add(pod.name);
      pods.add(
          new Fleet.Pod(
              pod.name,
              runs ? Fleet.Phase.RUNNING : Fleet.Phase.PENDING,
              pod.stage == Replica.Stage.READY && !pod.terminating,
              pod.terminating));
    }
    Map<String, Fleet.Reading> readings = new HashMap<>();
    for (HpaSpec.Metric metric : world.spec.hpa().metrics()) {
      readings.put(metric.name(), reading(metric, names));
    }
    return new Fleet(workload.replicas, pods, readings);
  }

  private Fleet.Reading reading(HpaSpec.Metric metric, Set<String> names) {
    List<Query.Value> values;
    try {
      values = Objects.requireNonNull(queries.get(metric.name())).at(store, world.now);
    } catch (PromQlException e) {
      // As in a cluster: what Prometheus cannot evaluate now has no value now.
      return new Fleet.Unavailable();
    }
    return metric instanceof HpaSpec.PodsMetric ? ofPods(values, names) : total(values);
  }

  /** The adapter queries the pods that exist. */
  private Fleet.Reading ofPods(List<Query.Value> values, Set<String> names) {
    Map<String, Double> byPod = new HashMap<>();
    for (Query.Value value : values) {
      String pod = value.labels().get(world.spec.scrape().podLabel());
      if (pod != null && names.contains(pod)) {
        byPod.put(pod, value.value());
      }
    }
    return byPod.isEmpty() ? new Fleet.Unavailable() : new Fleet.PodValues(byPod);
  }

  /** KEDA takes exactly one value, and no infinite one. */
  private static Fleet.Reading total(List<Query.Value> values) {
    if (values.size() != 1 || Double.isInfinite(values.get(0).value())) {
      return new Fleet.Unavailable();
    }
    return new Fleet.Total(values.get(0).value());
  }
}
