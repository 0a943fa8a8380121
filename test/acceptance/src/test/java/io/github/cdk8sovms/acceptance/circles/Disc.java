package io.github.cdk8sovms.acceptance.circles;

record Disc(double radius) implements Shape {}
