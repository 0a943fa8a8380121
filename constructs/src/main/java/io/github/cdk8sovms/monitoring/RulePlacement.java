package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.validation.Required;

/**
 * Where the rules for a Prometheus go, and what they see.
 *
 * @param where the namespace of their object, unless another is said
 * @param ofOneNamespace whether they see only series of the namespace that they are in
 * @param matchers what chooses the series of this cluster, where they are evaluated
 */
public record RulePlacement(Where where, boolean ofOneNamespace, SeriesMatchers matchers) {

  /** A place for rules. */
  public enum Where {
    /** In the configuration of a Prometheus of our own, so that they have no object. */
    IN_CONFIGURATION,
    /** In the namespace of Prometheus, and in no other. */
    ONLY_WITH_PROMETHEUS,
    /** In the namespace of Prometheus. */
    WITH_PROMETHEUS,
    /** In the namespace of the servers, which is the user's own. */
    WITH_SERVERS
  }

  /** Takes no null. */
  public RulePlacement {
    Required.nonNull(where, "where");
    Required.nonNull(matchers, "matchers");
  }
}
