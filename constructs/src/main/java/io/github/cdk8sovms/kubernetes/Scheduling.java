package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.PodScheduling;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.cdk8s.plus34.k8s.NodeAffinity;
import org.cdk8s.plus34.k8s.NodeSelector;
import org.cdk8s.plus34.k8s.NodeSelectorTerm;
import org.cdk8s.plus34.k8s.PreferredSchedulingTerm;
import org.jspecify.annotations.Nullable;

/**
 * On which nodes pods run, and with which priority. One value serves several constructs.
 *
 * <pre>{@code
 * Scheduling gpuPool =
 *     Scheduling.create()
 *         .nodeSelector("pool", "gpu")
 *         .tolerate(Toleration.of("gpu.intel.com/dedicated").noSchedule())
 *         .priorityClass("inference");
 *
 * OvmsModelServer.Builder.create(chart, "resnet").scheduling(gpuPool);
 * }</pre>
 *
 * <p>Every pod that this library defines takes it, and so does the Prometheus of the Prometheus
 * Operator, apart from the runtime class. A ModelServer of the OpenVINO operator has no fields for
 * it.
 *
 * <p>Default: any node, no toleration, the cluster's default priority. Servers and adapters prefer
 * different nodes and zones.
 *
 * <p>The node requirements of one {@code Scheduling} must all be met. Alternatives (several {@code
 * nodeSelectorTerms}), pod affinity and inter-pod rules are not covered.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/">Assigning
 *     pods to nodes</a>
 */
public final class Scheduling {
  static {
    PodScheduling.LINK.provide(Scheduling::resolved);
  }

  /** No restriction. */
  static final Scheduling ANY = new Scheduling();

  private static final int HIGHEST_WEIGHT = 100;

  private record NodeLabel(String key, String value) {}

  private record Preference(int weight, List<NodeRequirement> nodes) {}

  private final List<NodeLabel> nodeLabels;
  private final List<NodeRequirement> required;
  private final List<Preference> preferred;
  private final List<Toleration> tolerations;
  private final List<TopologySpread> spread;
  private @Nullable String priorityClass;
  private @Nullable String runtimeClass;
  private @Nullable String scheduler;

  private Scheduling() {
    this.nodeLabels = new ArrayList<>();
    this.required = new ArrayList<>();
    this.preferred = new ArrayList<>();
    this.tolerations = new ArrayList<>();
    this.spread = new ArrayList<>();
  }

  private Scheduling(Scheduling other) {
    this.nodeLabels = new ArrayList<>(other.nodeLabels);
    this.required = new ArrayList<>(other.required);
    this.preferred = new ArrayList<>(other.preferred);
    this.tolerations = new ArrayList<>(other.tolerations);
    this.spread = new ArrayList<>(other.spread);
    this.priorityClass = other.priorityClass;
    this.runtimeClass = other.runtimeClass;
    this.scheduler = other.scheduler;
  }

  /** Starts without any restriction. */
  public static Scheduling create() {
    return ANY;
  }

  /** Runs pods on nodes with this label only. Several labels must all be there. */
  public Scheduling nodeSelector(String key, String value) {
    NodeLabel label = new NodeLabel(Required.nonNull(key, "key"), Required.nonNull(value, "value"));
    return with(copy -> copy.nodeLabels.add(label));
  }

  /** Runs pods only on nodes that meet all requirements (required node affinity). */
  public Scheduling requireNodes(NodeRequirement... all) {
    List<NodeRequirement> requirements = Required.elements(all);
    return with(copy -> copy.required.addAll(requirements));
  }

  /**
   * Prefers nodes that meet all requirements (preferred node affinity). Each call adds a
   * preference.
   *
   * @param weight 1 to 100; the weights of all preferences that a node meets are added
   */
  public Scheduling preferNodes(int weight, NodeRequirement... all) {
    Preference preference = new Preference(weight, Required.elements(all));
    return with(copy -> copy.preferred.add(preference));
  }

  /** Allows nodes with these taints. */
  public Scheduling tolerate(Toleration... taints) {
    List<Toleration> more = Required.elements(taints);
    return with(copy -> copy.tolerations.addAll(more));
  }

  /**
   * Spreads pods over nodes, zones or another topology. Default: servers and adapters prefer
   * different nodes and zones; a constraint for nodes or zones replaces that preference.
   */
  public Scheduling spread(TopologySpread... constraints) {
    List<TopologySpread> more = Required.elements(constraints);
    return with(copy -> copy.spread.addAll(more));
  }

  /**
   * Sets the {@code priorityClassName}. Pods of a higher priority are scheduled first and may
   * preempt others. Default: the cluster's default priority, which is 0 unless a PriorityClass is
   * the {@code globalDefault}.
   *
   * @param existing a PriorityClass of the cluster
   */
  public Scheduling priorityClass(String existing) {
    Required.nonNull(existing);
    return with(copy -> copy.priorityClass = existing);
  }

  /**
   * Sets the {@code runtimeClassName}, such as {@code "kata"}. Default: the nodes' own runtime.
   *
   * @param existing a RuntimeClass of the cluster
   */
  public Scheduling runtimeClass(String existing) {
    Required.nonNull(existing);
    return with(copy -> copy.runtimeClass = existing);
  }

  /** Sets the {@code schedulerName}. Default: {@code default-scheduler}. */
  public Scheduling scheduler(String name) {
    Required.nonNull(name);
    return with(copy -> copy.scheduler = name);
  }

  /**
   * Returns only the rules that select nodes, with the runtime class: for one pod on each of them,
   * which needs neither topology spread nor the priority of a server.
   */
  public Scheduling nodesOnly() {
    return with(
        copy -> {
          copy.preferred.clear();
          copy.spread.clear();
          copy.priorityClass = null;
          copy.scheduler = null;
        });
  }

  /** Returns whether both allow the same nodes, by their rules. */
  public boolean selectsSameNodes(Scheduling other) {
    Required.nonNull(other);
    return nodeLabels.equals(other.nodeLabels)
        && required.toString().equals(other.required.toString())
        && tolerations.equals(other.tolerations)
        && Objects.equals(runtimeClass, other.runtimeClass);
  }

  private Scheduling with(Consumer<Scheduling> change) {
    Scheduling copy = new Scheduling(this);
    change.accept(copy);
    return copy;
  }

  void check(Findings findings) {
    checkNodes(findings);
    Set<Toleration> tolerated = new HashSet<>();
    for (Toleration toleration : tolerations) {
      String option = option("tolerate", toleration);
      toleration.check(findings, option);
      requireOnce(findings, option, toleration, tolerated.add(toleration));
    }
    Set<String> topologies = new HashSet<>();
    for (TopologySpread constraint : spread) {
      String option = option("spread", constraint);
      constraint.check(findings, option);
      requireOnce(findings, option, constraint, topologies.add(constraint.topologyKey()));
    }
    checkName(findings, "priorityClass", priorityClass);
    checkName(findings, "runtimeClass", runtimeClass);
    checkName(findings, "scheduler", scheduler);
  }

  private void checkNodes(Findings findings) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (NodeLabel label : nodeLabels) {
      String option = option("nodeSelector", label.key());
      Labels.checkSelector(findings, option, Map.of(label.key(), label.value()));
      String other = labels.putIfAbsent(label.key(), label.value());
      findings.require(
          other == null || other.equals(label.value()),
          FindingCode.CONTRADICTION,
          option,
          quote(other) + " and " + quote(label.value()) + " are two values of one label",
          "Keep one, or use .requireNodes(NodeRequirement.in(..)) for nodes with either.");
    }
    required.forEach(node -> node.check(findings, "scheduling.requireNodes"));
    labels.forEach(
        (key, value) ->
            required.stream()
                .filter(node -> !node.allows(key, value))
                .forEach(
                    node ->
                        findings.add(
                            FindingCode.CONTRADICTION,
                            "scheduling.requireNodes",
                            quote(node)
                                + " excludes all nodes that nodeSelector "
                                + quote(key + "=" + value)
                                + " selects; pods would stay pending",
                            "Leave one of them out.")));
    for (Preference preference : preferred) {
      findings.require(
          preference.weight() >= 1 && preference.weight() <= HIGHEST_WEIGHT,
          FindingCode.SCHEDULING,
          "scheduling.preferNodes",
          quote(preference.weight()) + " is not a weight; weights are 1 to " + HIGHEST_WEIGHT,
          "Set a weight such as 50.");
      findings.require(
          !preference.nodes().isEmpty(),
          FindingCode.SCHEDULING,
          "scheduling.preferNodes",
          "the preference has no requirement, so it prefers every node",
          "Add NodeRequirement.in(..), or leave .preferNodes(..) out.");
      preference.nodes().forEach(node -> node.check(findings, "scheduling.preferNodes"));
    }
  }

  private static String option(String method, Object of) {
    return "scheduling." + method + "[" + of + "]";
  }

  private static void requireOnce(Findings findings, String option, Object value, boolean isFirst) {
    findings.require(
        isFirst,
        FindingCode.SCHEDULING,
        option,
        quote(value) + " is given twice",
        "Leave one of them out.");
  }

  private static void checkName(Findings findings, String option, @Nullable String name) {
    if (name != null) {
      Names.checkReference(findings, "scheduling." + option, name);
    }
  }

  private PodScheduling resolved() {
    return new PodScheduling(
        nodeSelector(),
        tolerations(),
        nodeAffinity(),
        spread.stream().map(TopologySpread::rule).toList(),
        priorityClass,
        runtimeClass,
        scheduler);
  }

  /** Null if empty, as pods take it. */
  private @Nullable Map<String, String> nodeSelector() {
    Map<String, String> labels = new LinkedHashMap<>();
    nodeLabels.forEach(label -> labels.put(label.key(), label.value()));
    return labels.isEmpty() ? null : labels;
  }

  /** Null if empty, as pods take it. */
  private @Nullable List<org.cdk8s.plus34.k8s.Toleration> tolerations() {
    return tolerations.isEmpty() ? null : tolerations.stream().map(Toleration::toApi).toList();
  }

  /** Null if empty, as pods take it. */
  private @Nullable NodeAffinity nodeAffinity() {
    if (required.isEmpty() && preferred.isEmpty()) {
      return null;
    }
    return NodeAffinity.builder()
        .requiredDuringSchedulingIgnoredDuringExecution(
            required.isEmpty()
                ? null
                : NodeSelector.builder().nodeSelectorTerms(List.of(term(required))).build())
        .preferredDuringSchedulingIgnoredDuringExecution(
            preferred.isEmpty() ? null : preferred.stream().map(Scheduling::toApi).toList())
        .build();
  }

  private static PreferredSchedulingTerm toApi(Preference preference) {
    return PreferredSchedulingTerm.builder()
        .weight(preference.weight())
        .preference(term(preference.nodes()))
        .build();
  }

  private static NodeSelectorTerm term(List<NodeRequirement> all) {
    return NodeSelectorTerm.builder()
        .matchExpressions(all.stream().map(NodeRequirement::toApi).toList())
        .build();
  }
}
