/**
 * What is wrong with a configuration, said once and completely: code, place, value, rule and fix.
 */
@NullMarked
package io.github.cdk8sovms.validation;

import org.jspecify.annotations.NullMarked;
