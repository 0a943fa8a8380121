package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Mesh;
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
 * The objects of one chart, and thus of one manifest. cdk8s silently emits two objects with the
 * same kind and name; the second would replace the first in the cluster.
 *
 * <p>Two charts may contain the same objects: they may be for two clusters.
 */
public final class ChartObjects {
  private static final String API_SERVICE = "APIService ";

  private static final Map<IConstruct, ChartObjects> BY_SCOPE = new WeakHashMap<>();

  private final Map<String, IConstruct> ownerOfObject = new HashMap<>();
  private final Map<String, Mesh> meshOfNamespace = new HashMap<>();
  private final Map<String, String> outsideOfMeshes = new HashMap<>();
  private final Map<String, String> userOfClaim = new HashMap<>();
  private final List<String> prioritized = new ArrayList<>();
  private final List<String> preemptible = new ArrayList<>();
  private final Chart chart;
  private final @Nullable String namespace;
  private SyncWaves order = SyncWaves.NONE;
  private @Nullable IConstruct app;

  private ChartObjects(Chart chart) {
    this.chart = chart;
    this.namespace = chart.getNamespace();
  }

  /** Returns the chart of a scope; requested from Node once per scope. */
  public static synchronized Optional<ChartObjects> of(Construct scope) {
    ChartObjects known = BY_SCOPE.get(scope);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ChartObjects> objects = nearestChart(scope).map(ChartObjects::ofChart);
    objects.ifPresent(found -> BY_SCOPE.put(scope, found));
    return objects;
  }

  /** Chart.of(scope) would throw if there is none. */
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

  /** Returns the namespace that cdk8s sets for objects of the chart without one. */
  public Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  /**
   * Returns the service mesh of a namespace, as configured by its construct or a component in it.
   */
  public Optional<Mesh> mesh(String ofNamespace) {
    return Optional.ofNullable(meshOfNamespace.get(ofNamespace));
  }

  /** Records that a namespace is in a mesh, or in none. */
  public void join(String ofNamespace, Mesh mesh) {
    meshOfNamespace.put(ofNamespace, mesh);
  }

  /** Records that pods in a namespace are in no mesh. */
  public void noteOutsideOfMeshes(String namespace, String path) {
    outsideOfMeshes.putIfAbsent(namespace, path);
  }

  /** Returns the first construct in a namespace whose pods are in no mesh. */
  public Optional<String> outsideOfMeshes(String namespace) {
    return Optional.ofNullable(outsideOfMeshes.get(namespace));
  }

  /** Records that the pods of a construct mount a volume that one node at a time can mount. */
  public void noteClaim(String namespace, String claim, String path) {
    userOfClaim.putIfAbsent(namespace + "/" + claim, path);
  }

  /** Returns the first construct whose pods mount such a volume. */
  public Optional<String> userOfClaim(String namespace, String claim) {
    return Optional.ofNullable(userOfClaim.get(namespace + "/" + claim));
  }

  /** The first construct, other than a server, whose pods have a priority class. */
  public Optional<String> prioritized() {
    return prioritized.stream().findFirst();
  }

  /** The first server whose pods have no priority class. */
  public Optional<String> preemptible() {
    return preemptible.stream().findFirst();
  }

  public void notePrioritized(String path) {
    prioritized.add(path);
  }

  public void notePreemptible(String path) {
    preemptible.add(path);
  }

  /** Returns whether it contains a construct of this library. */
  public boolean hasAny() {
    return !ownerOfObject.isEmpty();
  }

  /** Sets the sync waves of objects created from now on. */
  public void orderBy(SyncWaves waves) {
    order = waves;
  }

  public SyncWaves order() {
    return order;
  }

  /**
   * Checks the objects of a construct before it is created.
   *
   * @param objects kind, namespace and name of each
   * @param path the path of the construct
   * @throws InvalidConfigurationException if the chart already has one of them, or one occurs twice
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
                        + " is created by "
                        + otherPath
                        + " too; one would replace the other",
                    object.startsWith(API_SERVICE)
                        ? "Keep one of them: an API of a cluster has one server."
                        : "Set another .name(..) or .namespace(..) for one of them.")));
      }
    }
  }

  /** Returns whether a construct of this library in the chart creates a cluster-scoped object. */
  public boolean makes(String kind, String name) {
    return ownerOfObject.containsKey(kind + " " + name);
  }

  /**
   * Returns the path of the construct that creates a cluster-scoped object in another chart of the
   * same app.
   */
  public Optional<String> ownerInAnotherChart(String kind, String name) {
    return List.copyOf(BY_SCOPE.values()).stream()
        .filter(other -> other != this && other.ownerOfObject.containsKey(kind + " " + name))
        .filter(other -> other.app() == app())
        .map(other -> other.ownerOfObject.get(kind + " " + name).getNode().getPath())
        .findFirst();
  }

  /** Requested from Node once: a program may have many charts. */
  private IConstruct app() {
    if (app == null) {
      app = chart.getNode().getRoot();
    }
    return app;
  }

  /** Records the objects of a created construct. */
  void claim(List<String> objects, IConstruct owner) {
    objects.forEach(object -> ownerOfObject.put(object, owner));
  }
}
