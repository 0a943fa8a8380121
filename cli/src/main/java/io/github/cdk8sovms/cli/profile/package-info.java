/** Profiles of servers, from the results of capacity tests. */
@NullMarked
package io.github.cdk8sovms.cli.profile;

import org.jspecify.annotations.NullMarked;
