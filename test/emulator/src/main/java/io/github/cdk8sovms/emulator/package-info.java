/**
 * An emulator of OpenVINO Model Server: its arguments and files determine what it serves, a queue
 * of requests determines its metrics.
 */
@NullMarked
package io.github.cdk8sovms.emulator;

import org.jspecify.annotations.NullMarked;
