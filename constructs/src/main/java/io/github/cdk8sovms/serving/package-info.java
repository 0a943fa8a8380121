/**
 * The model server: what it serves, from where, with how much capacity, and as which Kubernetes
 * objects.
 */
@NullMarked
package io.github.cdk8sovms.serving;

import org.jspecify.annotations.NullMarked;
