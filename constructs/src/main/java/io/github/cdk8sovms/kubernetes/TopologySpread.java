package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.internal.SpreadRule;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;

/**
 * A topology spread constraint: how evenly the pods of one construct are distributed over nodes,
 * zones or another topology.
 *
 * <pre>{@code
 * TopologySpread.overZones().required()
 * TopologySpread.over("topology.kubernetes.io/region").maxSkew(2)
 * }</pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/">Topology
 *     spread constraints</a>
 */
public final class TopologySpread {
  private final String topologyKey;
  private final int maxSkew;
  private final boolean required;

  private TopologySpread(String topologyKey, int maxSkew, boolean required) {
    this.topologyKey = topologyKey;
    this.maxSkew = maxSkew;
    this.required = required;
  }

  /** Spreads over nodes. */
  public static TopologySpread overNodes() {
    return over(SpreadRule.NODE);
  }

  /** Spreads over zones. */
  public static TopologySpread overZones() {
    return over(SpreadRule.ZONE);
  }

  /**
   * Spreads over the values of a node label.
   *
   * @param nodeLabel the {@code topologyKey}
   */
  public static TopologySpread over(String nodeLabel) {
    Required.nonNull(nodeLabel);
    return new TopologySpread(nodeLabel, 1, false);
  }

  /**
   * Sets the largest difference in the number of pods between two domains. Default: 1.
   *
   * @param pods at least 1
   */
  public TopologySpread maxSkew(int pods) {
    return new TopologySpread(topologyKey, pods, required);
  }

  /**
   * Leaves pods pending rather than exceed the skew ({@code whenUnsatisfiable: DoNotSchedule}).
   * Default: a preference ({@code ScheduleAnyway}), so that a full zone does not stop scale-out.
   */
  public TopologySpread required() {
    return new TopologySpread(topologyKey, maxSkew, true);
  }

  String topologyKey() {
    return topologyKey;
  }

  void check(Findings findings, String option) {
    Labels.checkSelector(findings, option, Map.of(topologyKey, ""));
    findings.require(
        maxSkew >= 1,
        FindingCode.SCHEDULING,
        option,
        quote(maxSkew) + " is not a skew; maxSkew is at least 1",
        "Set .maxSkew(1).");
  }

  SpreadRule rule() {
    return new SpreadRule(topologyKey, maxSkew, required);
  }

  @Override
  public String toString() {
    return topologyKey;
  }
}
