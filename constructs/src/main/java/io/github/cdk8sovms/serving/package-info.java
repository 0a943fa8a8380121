/** The model server: models, model sources, capacity and Kubernetes objects. */
@NullMarked
package io.github.cdk8sovms.serving;

import org.jspecify.annotations.NullMarked;
