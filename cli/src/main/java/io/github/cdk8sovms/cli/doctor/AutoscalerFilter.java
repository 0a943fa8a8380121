package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;

/**
 * Selects the autoscalers to examine.
 *
 * @param namespace by default all that may be listed
 * @param name by default all that scale on a metric of OVMS
 */
public record AutoscalerFilter(Optional<String> namespace, Optional<String> name) {}
