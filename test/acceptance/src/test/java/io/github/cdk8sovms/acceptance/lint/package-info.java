/** What linters find in what is emitted. */
@NullMarked
package io.github.cdk8sovms.acceptance.lint;

import org.jspecify.annotations.NullMarked;
