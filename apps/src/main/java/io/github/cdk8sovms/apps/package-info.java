/** Example programs to copy from. */
@NullMarked
package io.github.cdk8sovms.apps;

import org.jspecify.annotations.NullMarked;
