package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.validation.internal.Required;

/**
 * Where the rules for a Prometheus are placed, and which series they see.
 *
 * @param where the default namespace of their object
 * @param ofOneNamespace whether they see only series of their namespace
 * @param matchers label matchers that select the series of this cluster where rules are evaluated
 */
public record RulePlacement(Where where, boolean ofOneNamespace, SeriesMatchers matchers) {

  /** The location of rules. */
  public enum Where {
    /**
     * In the configuration of a Prometheus that this library creates, without a separate object.
     */
    IN_CONFIGURATION,
    /** Only in the namespace of Prometheus. */
    ONLY_WITH_PROMETHEUS,
    /** In the namespace of Prometheus. */
    WITH_PROMETHEUS,
    /** In the namespace of the servers, which belongs to the user. */
    WITH_SERVERS
  }

  /** Requires non-null values. */
  public RulePlacement {
    Required.nonNull(where, "where");
    Required.nonNull(matchers, "matchers");
  }
}
