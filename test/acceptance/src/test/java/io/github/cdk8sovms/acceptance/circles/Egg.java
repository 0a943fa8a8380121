package io.github.cdk8sovms.acceptance.circles;

import java.util.Optional;

/** Knows the hen as a type argument. */
record Egg(Optional<Hen> layer) {}
