package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.NodeSelectorRequirement;

/**
 * A requirement on a label of nodes, for {@link Scheduling#requireNodes} and {@link
 * Scheduling#preferNodes}.
 *
 * <pre>{@code
 * NodeRequirement.in("topology.kubernetes.io/zone", "eu-west-1a", "eu-west-1b")
 * NodeRequirement.exists("intel.feature.node.kubernetes.io/gpu")
 * }</pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity">Node
 *     affinity</a>
 */
public final class NodeRequirement {
  private enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist"),
    GREATER_THAN("Gt"),
    LESS_THAN("Lt");

    private final String apiValue;

    Operator(String apiValue) {
      this.apiValue = apiValue;
    }
  }

  private final String key;
  private final Operator operator;
  private final List<String> values;

  private NodeRequirement(String key, Operator operator, List<String> values) {
    this.key = key;
    this.operator = operator;
    this.values = values;
  }

  /** The label has one of these values. */
  public static NodeRequirement in(String key, String... values) {
    Required.nonNull(key, "key");
    return new NodeRequirement(key, Operator.IN, Required.elements(values));
  }

  /** The label is missing, or has none of these values. */
  public static NodeRequirement notIn(String key, String... values) {
    Required.nonNull(key, "key");
    return new NodeRequirement(key, Operator.NOT_IN, Required.elements(values));
  }

  /** The node has the label. */
  public static NodeRequirement exists(String key) {
    Required.nonNull(key);
    return new NodeRequirement(key, Operator.EXISTS, List.of());
  }

  /** The node does not have the label. */
  public static NodeRequirement doesNotExist(String key) {
    Required.nonNull(key);
    return new NodeRequirement(key, Operator.DOES_NOT_EXIST, List.of());
  }

  /** The label is an integer greater than this. */
  public static NodeRequirement greaterThan(String key, long value) {
    Required.nonNull(key, "key");
    return new NodeRequirement(key, Operator.GREATER_THAN, List.of(Long.toString(value)));
  }

  /** The label is an integer less than this. */
  public static NodeRequirement lessThan(String key, long value) {
    Required.nonNull(key, "key");
    return new NodeRequirement(key, Operator.LESS_THAN, List.of(Long.toString(value)));
  }

  void check(Findings findings, String option) {
    Labels.checkSelector(findings, option, Map.of(key, ""));
    if (operator == Operator.IN || operator == Operator.NOT_IN) {
      findings.require(
          !values.isEmpty(),
          FindingCode.SCHEDULING,
          option,
          quote(key) + " is compared with no value, which the API server refuses",
          "Add values, or use NodeRequirement.exists(" + quote(key) + ").");
      values.forEach(value -> Labels.checkSelector(findings, option, Map.of(key, value)));
    }
  }

  /** Whether a node that has this label with this value can meet the requirement. */
  boolean allows(String label, String value) {
    return !key.equals(label)
        || switch (operator) {
          case IN -> values.contains(value);
          case NOT_IN -> !values.contains(value);
          case EXISTS -> true;
          case DOES_NOT_EXIST -> false;
          case GREATER_THAN -> isInteger(value) && Long.parseLong(value) > bound();
          case LESS_THAN -> isInteger(value) && Long.parseLong(value) < bound();
        };
  }

  private long bound() {
    return Long.parseLong(values.get(0));
  }

  private static boolean isInteger(String text) {
    return text.matches("-?\\d{1,18}");
  }

  NodeSelectorRequirement toApi() {
    return NodeSelectorRequirement.builder()
        .key(key)
        .operator(operator.apiValue)
        .values(values.isEmpty() ? null : values)
        .build();
  }

  @Override
  public String toString() {
    return values.isEmpty()
        ? key + " " + operator.apiValue
        : key + " " + operator.apiValue + " " + values;
  }
}
