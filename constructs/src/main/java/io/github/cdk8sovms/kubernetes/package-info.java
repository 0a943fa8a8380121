/**
 * The vocabulary that all constructs share: names, labels, quantities, hardened pods, and the one
 * place where API objects are created.
 */
@NullMarked
package io.github.cdk8sovms.kubernetes;

import org.jspecify.annotations.NullMarked;
