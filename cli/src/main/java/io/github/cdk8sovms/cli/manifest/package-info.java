/** Objects in files, and who they are whatever the order in which they are written. */
@NullMarked
package io.github.cdk8sovms.cli.manifest;

import org.jspecify.annotations.NullMarked;
