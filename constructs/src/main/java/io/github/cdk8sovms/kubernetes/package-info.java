/**
 * Shared types of all constructs: names, labels, quantities, pod security, and the creation of API
 * objects.
 */
@NullMarked
package io.github.cdk8sovms.kubernetes;

import org.jspecify.annotations.NullMarked;
