package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.cdk8s.Chart;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The objects of one chart, and so of one manifest. cdk8s emits two objects of one kind and name
 * without a word; the second would replace the first in the cluster.
 *
 * <p>Two charts may hold the same objects: they may be for two clusters.
 */
final class ChartObjects {
  private static final Map<IConstruct, ChartObjects> BY_SCOPE = new WeakHashMap<>();

  private final Map<String, IConstruct> ownerOfObject = new HashMap<>();
  private final Map<String, Mesh> meshOfNamespace = new HashMap<>();
  private final List<String> prioritized = new ArrayList<>();
  private final List<String> preemptible = new ArrayList<>();
  private final Chart chart;
  private final @Nullable String namespace;
  private SyncWaves order = SyncWaves.NONE;

  private ChartObjects(Chart chart) {
    this.chart = chart;
    this.namespace = chart.getNamespace();
  }

  /** The chart that a scope belongs to; asked of Node once for each scope. */
  static synchronized Optional<ChartObjects> of(Construct scope) {
    ChartObjects known = BY_SCOPE.get(scope);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ChartObjects> objects = nearestChart(scope).map(ChartObjects::ofChart);
    objects.ifPresent(found -> BY_SCOPE.put(scope, found));
    return objects;
  }

  /** Chart.of(scope) would throw where there is none. */
  private static Optional<Chart> nearestChart(Construct scope) {
    if (scope instanceof Chart chart) {
      return Optional.of(chart);
    }
    return scope.getNode().getScopes().stream()
        .filter(Chart.class::isInstance)
        .map(Chart.class::cast)
        .reduce((outer, inner) -> inner);
  }

  private static ChartObjects ofChart(Chart chart) {
    return BY_SCOPE.computeIfAbsent(chart, key -> new ChartObjects(chart));
  }

  /** The namespace that cdk8s gives to every object of the chart that has none. */
  Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  /** The service mesh that was said for a namespace, by its construct or by what is in it. */
  Optional<Mesh> mesh(String ofNamespace) {
    return Optional.ofNullable(meshOfNamespace.get(ofNamespace));
  }

  /** Notes that a namespace is in a mesh, or in none. */
  void join(String ofNamespace, Mesh mesh) {
    meshOfNamespace.put(ofNamespace, mesh);
  }

  /** The first construct, other than a server, whose pods have a priority class. */
  Optional<String> prioritized() {
    return prioritized.stream().findFirst();
  }

  /** The first server whose pods have no priority class. */
  Optional<String> preemptible() {
    return preemptible.stream().findFirst();
  }

  void notePrioritized(String path) {
    prioritized.add(path);
  }

  void notePreemptible(String path) {
    preemptible.add(path);
  }

  /** Whether a construct of this library is in it. */
  boolean hasAny() {
    return !ownerOfObject.isEmpty();
  }

  /** Says in which order what is made from now on shall be applied. */
  void orderBy(SyncWaves waves) {
    order = waves;
  }

  SyncWaves order() {
    return order;
  }

  /**
   * Checks the objects of a construct before it is created.
   *
   * @param objects kind, namespace and name of each
   * @param path the path of the construct
   * @throws InvalidConfigurationException if the chart has one of them, or one is there twice
   */
  void requireUnique(List<String> objects, Supplier<String> path) {
    Set<String> own = new HashSet<>();
    for (String object : objects) {
      IConstruct other = ownerOfObject.get(object);
      if (other != null || !own.add(object)) {
        String otherPath = other == null ? path.get() : other.getNode().getPath();
        throw new InvalidConfigurationException(
            List.of(
                new Finding(
                    FindingCode.DUPLICATE_OBJECT,
                    path.get() + ".name",
                    quote(object)
                        + " is made by "
                        + otherPath
                        + " too; only one of them would exist",
                    "Give one of the two another .name(..) or .namespace(..).")));
      }
    }
  }

  /** Whether a construct of this library in the chart makes a cluster-scoped object. */
  boolean makes(String kind, String name) {
    return ownerOfObject.containsKey(kind + " " + name);
  }

  /** The path of what makes a cluster-scoped object in another chart of the same app. */
  Optional<String> ownerInAnotherChart(String kind, String name) {
    IConstruct app = chart.getNode().getRoot();
    return List.copyOf(BY_SCOPE.values()).stream()
        .filter(other -> other != this && other.ownerOfObject.containsKey(kind + " " + name))
        .filter(other -> other.chart.getNode().getRoot() == app)
        .map(other -> other.ownerOfObject.get(kind + " " + name).getNode().getPath())
        .findFirst();
  }

  /** Notes the objects of a construct that was created. */
  void claim(List<String> objects, IConstruct owner) {
    objects.forEach(object -> ownerOfObject.put(object, owner));
  }
}
