/** Validation of configurations; each finding has a code, path, value, rule and fix. */
@NullMarked
package io.github.cdk8sovms.validation;

import org.jspecify.annotations.NullMarked;
