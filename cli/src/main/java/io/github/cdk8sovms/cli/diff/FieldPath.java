package io.github.cdk8sovms.cli.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of a field in its object: {@code spec.template.spec.containers[name=ovms].image}.
 *
 * @param steps names of fields, and elements of lists in brackets
 */
record FieldPath(List<String> steps) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  static final FieldPath ROOT = new FieldPath(List.of());

  FieldPath {
    steps = List.copyOf(steps);
  }

  FieldPath field(String name) {
    return plus(name);
  }

  /** Returns the path of a list element, with its identity. */
  FieldPath element(String which) {
    return plus("[" + which + "]");
  }

  /** Returns whether it is this field, or below it; list elements are ignored. */
  boolean isIn(String... names) {
    List<String> fields = fields();
    return fields.size() >= names.length && fields.subList(0, names.length).equals(List.of(names));
  }

  /** Returns the names of the fields in the path, without list elements. */
  List<String> fields() {
    return steps.stream().filter(step -> !step.startsWith("[")).toList();
  }

  /** Returns the name of the innermost field. */
  String last() {
    List<String> fields = fields();
    return fields.isEmpty() ? "" : fields.get(fields.size() - 1);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      if (step.startsWith("[")) {
        text.append(step);
      } else if (PLAIN.matcher(step).matches()) {
        text.append(text.isEmpty() ? "" : ".").append(step);
      } else {
        text.append("[\"").append(step).append("\"]");
      }
    }
    return text.toString();
  }

  private FieldPath plus(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new FieldPath(longer);
  }
}
