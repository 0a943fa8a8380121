/** GitOps: Argo CD Applications for charts. */
@NullMarked
package io.github.cdk8sovms.gitops;

import org.jspecify.annotations.NullMarked;
