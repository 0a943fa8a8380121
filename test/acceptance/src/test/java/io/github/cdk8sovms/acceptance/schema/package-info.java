/** What is emitted, checked against schemas and the parsers of those who read it. */
@NullMarked
package io.github.cdk8sovms.acceptance.schema;

import org.jspecify.annotations.NullMarked;
