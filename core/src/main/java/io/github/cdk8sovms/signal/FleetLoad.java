package io.github.cdk8sovms.signal;

import java.math.BigDecimal;

/**
 * The total load of all pods.
 *
 * @param perPod the expression with one value per pod
 * @param pods label matchers that select the pods, independent of their models
 * @param labels the labels that identify a pod
 */
record FleetLoad(String perPod, String pods, SeriesLabels labels) {
  /** Every scrape target has it, whether or not the scrape succeeds. */
  private static final String SCRAPED = "up";

  /** Returns the sum over the pods that have a value. */
  String sum() {
    return "sum(" + perPod + ")";
  }

  /**
   * Returns the expression for an autoscaler that divides the total by the target, without values
   * per pod. It decides like an HPA with a Pods metric, because pods without a value count as such
   * an HPA counts them: at the target, but never a reason to add a pod.
   *
   * <p>Only pods that are still scrape targets count: otherwise a terminated pod would remain for
   * the whole averaging window.
   *
   * @param target the target value per pod
   */
  String expression(BigDecimal target) {
    return """
        sum(
          %1$s
        ) + clamp_min(
          (%3$s * count(%2$s unless (%4$s)) or vector(0))
          - clamp_min(sum(%1$s - %3$s), 0),
          0
        )"""
        .formatted(measured(), known(), target.toPlainString(), perPod);
  }

  /**
   * Returns the same for scaling to zero: without pods the load is zero, but only while no requests
   * arrive; missing scrapes are no reason to remove pods.
   *
   * @param activity an expression that is above zero while requests arrive
   */
  String expressionAtRest(BigDecimal target, String activity) {
    return """
        (
        %s
        ) or (
          0 * sum(absent(%s{%s}))
            unless (sum(
        %s
        ) > 0)
        )"""
        .formatted(expression(target), SCRAPED, pods, activity);
  }

  private String measured() {
    return "((" + perPod + ") and " + known() + ")";
  }

  private String known() {
    return "max by (" + labels.list() + ") (" + SCRAPED + "{" + pods + "})";
  }
}
