/** Pages, Javadoc and their programs, tables and figures. */
@NullMarked
package io.github.cdk8sovms.acceptance.docs;

import org.jspecify.annotations.NullMarked;
