/**
 * The model server: models, model sources, devices, capacity and Kubernetes objects.
 *
 * <p>Read first: {@link io.github.cdk8sovms.serving.OvmsModelServer}, then {@link
 * io.github.cdk8sovms.serving.Model} and {@link io.github.cdk8sovms.serving.ModelSource}; for
 * language models and other graphs {@link io.github.cdk8sovms.serving.Graph}.
 */
@NullMarked
package io.github.cdk8sovms.serving;

import org.jspecify.annotations.NullMarked;
