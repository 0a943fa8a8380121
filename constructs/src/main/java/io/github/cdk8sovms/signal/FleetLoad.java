package io.github.cdk8sovms.signal;

import java.math.BigDecimal;

/**
 * The load of all pods as one number.
 *
 * @param perPod the expression with one value for each pod
 * @param pods label matchers that choose the pods, whatever they run
 * @param labels the labels that tell pods apart
 */
record FleetLoad(String perPod, String pods, SeriesLabels labels) {
  /** Every target of a scrape has it, whether it answers or not. */
  private static final String SCRAPED = "up";

  /** The sum of the pods that have a value. */
  String sum() {
    return "sum(" + perPod + ")";
  }

  /**
   * For an autoscaler that divides it by the target and knows no pods. It decides like one that
   * sees each pod, because pods without a value are in it as that one takes them: as loaded as the
   * target, but never a reason to add a pod.
   *
   * <p>What is measured is counted only for pods that Prometheus still scrapes or tries to: a
   * window would keep a pod that has ended for its whole length.
   *
   * @param target the value that each pod should have
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
   * The same where no pods is a state of rest: the load is zero then, but only while nothing comes
   * in; pods that Prometheus merely lost are no reason to remove any.
   *
   * @param activity an expression that is above zero while requests come in
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
