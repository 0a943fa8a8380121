package io.github.cdk8sovms.acceptance.circles;

record Square(double side) implements Figure {}
