/**
 * The command line: {@code explain}, {@code images}, {@code diff} and {@code doctor}. It reads
 * manifests and clusters, and writes to neither; it needs no Node.
 */
@NullMarked
package io.github.cdk8sovms.cli;

import org.jspecify.annotations.NullMarked;
