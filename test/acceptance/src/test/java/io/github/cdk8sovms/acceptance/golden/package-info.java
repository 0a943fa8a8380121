/** What is emitted, compared with what was emitted before. */
@NullMarked
package io.github.cdk8sovms.acceptance.golden;

import org.jspecify.annotations.NullMarked;
