/** What keeps a cluster as its manifests in Git say. */
@NullMarked
package io.github.cdk8sovms.gitops;

import org.jspecify.annotations.NullMarked;
