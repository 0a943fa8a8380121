/** What is measured to tell how loaded a server is. */
@NullMarked
package io.github.cdk8sovms.signal;

import org.jspecify.annotations.NullMarked;
