package io.github.cdk8sovms;

import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Where a user can give a text: a program in two parts, so that the first is run once. */
@FunctionalInterface
interface HostilePlace {
  /** Builds what does not depend on the text, and returns what builds the rest. */
  Consumer<String> in(Chart chart);
}
