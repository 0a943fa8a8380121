package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.plus34.k8s.IntOrString;
import software.amazon.jsii.JsiiObject;

/**
 * Replacements for cdk8s-plus values that live in Node, where creating one is a round trip. These
 * stay in Java and only carry a number or text into the objects of {@link ApiObjects}.
 */
public final class ApiValues {

  private ApiValues() {}

  /** Returns a validated quantity in canonical form. */
  public static org.cdk8s.plus34.k8s.Quantity quantity(Quantity quantity) {
    return new Amount(quantity.canonical());
  }

  /** Returns a port or count as a number. */
  public static IntOrString number(int number) {
    return new NumberOrName(number);
  }

  /** Returns a percentage, such as of pods in a rollout. */
  public static IntOrString percent(int percent) {
    return new NumberOrName(percent + "%");
  }

  /** Returns a port by name. */
  public static IntOrString name(String name) {
    return new NumberOrName(name);
  }

  public static Map<String, org.cdk8s.plus34.k8s.Quantity> quantities(
      Map<String, Quantity> amounts) {
    Map<String, org.cdk8s.plus34.k8s.Quantity> values = new LinkedHashMap<>();
    amounts.forEach((resource, amount) -> values.put(resource, quantity(amount)));
    return values;
  }

  private static final class Amount extends org.cdk8s.plus34.k8s.Quantity {
    private final String amount;

    private Amount(String amount) {
      super(JsiiObject.InitializationMode.JSII);
      this.amount = amount;
    }

    @Override
    public Object getValue() {
      return amount;
    }
  }

  private static final class NumberOrName extends IntOrString {
    private final Object raw;

    private NumberOrName(Object raw) {
      super(JsiiObject.InitializationMode.JSII);
      this.raw = raw;
    }

    @Override
    public Object getValue() {
      return raw;
    }
  }
}
