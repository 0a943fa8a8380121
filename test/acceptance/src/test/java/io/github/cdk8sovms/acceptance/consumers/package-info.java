/**
 * What users run: the program of the tutorial, single-file programs, the cdk8s command, a machine
 * without Node.
 */
@NullMarked
package io.github.cdk8sovms.acceptance.consumers;

import org.jspecify.annotations.NullMarked;
