package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.internal.values.Quantity;
import java.util.Optional;
import java.util.Set;

/** Quantities, which have several notations: {@code "1000m"}, {@code "1"} and {@code 1}. */
final class Amounts {
  private static final Set<String> AMOUNTS_BELOW = Set.of("limits", "requests", "hard", "capacity");
  private static final Set<String> AMOUNTS =
      Set.of("averageValue", "sizeLimit", "tolerance", "divisor", "storage");

  private Amounts() {}

  /** Returns whether a field contains quantities, and both are equal. */
  static boolean areEqual(FieldPath path, JsonNode left, JsonNode right) {
    if (!isAmount(path) || !left.isValueNode() || !right.isValueNode()) {
      return false;
    }
    Optional<Quantity> before = quantity(left);
    Optional<Quantity> after = quantity(right);
    return before.isPresent()
        && after.isPresent()
        && before.get().amount().compareTo(after.get().amount()) == 0;
  }

  /** Returns the quantity in a node, if it is one. */
  static Optional<Quantity> quantity(JsonNode node) {
    return Optional.of(Quantity.of(node.asText())).filter(Quantity::isValid);
  }

  private static boolean isAmount(FieldPath path) {
    var fields = path.fields();
    int last = fields.size() - 1;
    return last >= 1
        && (AMOUNTS.contains(fields.get(last))
            || AMOUNTS_BELOW.contains(fields.get(last - 1))
            || (fields.get(last).equals("value") && fields.get(last - 1).equals("target")));
  }
}
