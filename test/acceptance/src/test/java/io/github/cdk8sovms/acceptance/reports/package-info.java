/** The findings of programs with mistakes, and of the same programs after the fix. */
@NullMarked
package io.github.cdk8sovms.acceptance.reports;

import org.jspecify.annotations.NullMarked;
