/**
 * Validation of configurations; each finding has a code, path, value, rule and fix.
 *
 * <p>Read first: {@link io.github.cdk8sovms.validation.InvalidConfigurationException}, which {@code
 * build()} throws, and {@link io.github.cdk8sovms.validation.NodeJs}.
 */
@NullMarked
package io.github.cdk8sovms.validation;

import org.jspecify.annotations.NullMarked;
