package io.github.cdk8sovms.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kubernetes.Quantity;
import java.util.Optional;
import java.util.Set;

/** Quantities, which have several spellings: {@code "1000m"}, {@code "1"} and {@code 1}. */
final class Amounts {
  private static final Set<String> AMOUNTS_BELOW = Set.of("limits", "requests", "hard", "capacity");
  private static final Set<String> AMOUNTS =
      Set.of("averageValue", "sizeLimit", "tolerance", "divisor", "storage");

  private Amounts() {}

  /** Whether a field holds quantities, and both are the same amount. */
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

  /** What a node says, if it is a quantity. */
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
