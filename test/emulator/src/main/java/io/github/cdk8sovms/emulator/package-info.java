/**
 * A stand-in for OpenVINO Model Server, which answers as it would: its arguments and files decide
 * what it serves, a queue of requests decides what its metrics say.
 */
@NullMarked
package io.github.cdk8sovms.emulator;

import org.jspecify.annotations.NullMarked;
