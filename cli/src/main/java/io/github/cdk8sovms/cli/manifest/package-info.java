/** Objects in manifest files, and their identity. */
@NullMarked
package io.github.cdk8sovms.cli.manifest;

import org.jspecify.annotations.NullMarked;
