/** The result of a plan for people: text, conditions for CI, a picture, recommendations. */
@NullMarked
package io.github.cdk8sovms.planning.report;

import org.jspecify.annotations.NullMarked;
