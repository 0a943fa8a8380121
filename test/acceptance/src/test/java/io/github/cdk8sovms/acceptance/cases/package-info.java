/** Programs that together use every option of every construct. */
@NullMarked
package io.github.cdk8sovms.acceptance.cases;

import org.jspecify.annotations.NullMarked;
