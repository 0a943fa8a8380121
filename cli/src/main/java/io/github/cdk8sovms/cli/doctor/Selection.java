package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;

/**
 * Which autoscalers to look at.
 *
 * @param namespace all that may be listed if none is said
 * @param name all that scale on a metric of OVMS if none is said
 */
public record Selection(Optional<String> namespace, Optional<String> name) {}
