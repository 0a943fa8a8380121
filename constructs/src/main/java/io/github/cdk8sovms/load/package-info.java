/** Load for model servers, to see them scale. */
@NullMarked
package io.github.cdk8sovms.load;

import org.jspecify.annotations.NullMarked;
