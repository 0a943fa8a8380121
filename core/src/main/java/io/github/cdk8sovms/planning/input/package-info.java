/** What a user gives to a plan as text: traffic, service times, promises. */
@NullMarked
package io.github.cdk8sovms.planning.input;

import org.jspecify.annotations.NullMarked;
