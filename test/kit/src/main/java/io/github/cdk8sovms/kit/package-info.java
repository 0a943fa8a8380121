/** What the modules of tests share. */
@NullMarked
package io.github.cdk8sovms.kit;

import org.jspecify.annotations.NullMarked;
