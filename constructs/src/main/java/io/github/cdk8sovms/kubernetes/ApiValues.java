package io.github.cdk8sovms.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cdk8s.plus34.k8s.IntOrString;

/**
 * Values that cdk8s keeps in Node. Making one is a round trip, and a fleet uses the same few over
 * and over, so each is made once: this alone halves the time of a large synthesis.
 */
public final class ApiValues {
  private static final Map<String, org.cdk8s.plus34.k8s.Quantity> QUANTITIES =
      new ConcurrentHashMap<>();
  private static final Map<Object, IntOrString> PORTS = new ConcurrentHashMap<>();

  private ApiValues() {}

  /** A checked quantity in canonical form. */
  public static org.cdk8s.plus34.k8s.Quantity quantity(Quantity quantity) {
    return QUANTITIES.computeIfAbsent(
        quantity.canonical(), org.cdk8s.plus34.k8s.Quantity::fromString);
  }

  /** A port or count by number. */
  public static IntOrString number(int number) {
    return PORTS.computeIfAbsent(number, key -> IntOrString.fromNumber((Integer) key));
  }

  /** A port by name. */
  public static IntOrString name(String name) {
    return PORTS.computeIfAbsent(name, key -> IntOrString.fromString((String) key));
  }

  static Map<String, org.cdk8s.plus34.k8s.Quantity> quantities(Map<String, Quantity> amounts) {
    Map<String, org.cdk8s.plus34.k8s.Quantity> values = new LinkedHashMap<>();
    amounts.forEach((resource, amount) -> values.put(resource, quantity(amount)));
    return values;
  }
}
