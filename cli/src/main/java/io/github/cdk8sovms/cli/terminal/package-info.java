/** Terminal output beyond plain text. */
@NullMarked
package io.github.cdk8sovms.cli.terminal;

import org.jspecify.annotations.NullMarked;
