package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The metrics to leave out of the plan, and what was left out. */
final class Ignored {
  static final String OPTION = "--ignore";

  private final Set<String> names;
  private final Set<String> used = new LinkedHashSet<>();
  private final List<Assumption> assumptions;

  Ignored(Collection<String> names, List<Assumption> assumptions) {
    this.names = Set.copyOf(names);
    this.assumptions = assumptions;
  }

  boolean drops(String name) {
    if (!names.contains(name)) {
      return false;
    }
    if (used.add(name)) {
      assumptions.add(new Assumption("the metric " + name + " never asks for pods", OPTION));
    }
    return true;
  }

  /** Fails for a name that no autoscaler has, which is usually a typing error. */
  void checkUsed() {
    for (String name : names) {
      if (!used.contains(name)) {
        throw new InvalidInputException(
            "\"%s\" is not a metric or trigger of the autoscaler. Correct %s."
                .formatted(name, OPTION));
      }
    }
  }

  InvalidInputException unplannable(ObjectRef ref, String name, String reason) {
    return new InvalidInputException(
        "\"%s\" of %s %s. Leave it out of the plan with %s %s."
            .formatted(name, ref, reason, OPTION, name));
  }
}
