/** What is emitted, checked against schemas and the parsers of the consuming programs. */
@NullMarked
package io.github.cdk8sovms.acceptance.schema;

import org.jspecify.annotations.NullMarked;
