package io.github.cdk8sovms.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.plus34.k8s.IntOrString;
import software.amazon.jsii.JsiiObject;

/**
 * Values that cdk8s-plus keeps in Node, where making one is a round trip. These stay in Java: they
 * only carry a number or a text into the objects that {@link ApiObjects} writes down.
 */
public final class ApiValues {

  private ApiValues() {}

  /** A checked quantity in canonical form. */
  public static org.cdk8s.plus34.k8s.Quantity quantity(Quantity quantity) {
    return new Amount(quantity.canonical());
  }

  /** A port or count by number. */
  public static IntOrString number(int number) {
    return new NumberOrName(number);
  }

  /** A share, as of pods in a rollout. */
  public static IntOrString percent(int percent) {
    return new NumberOrName(percent + "%");
  }

  /** A port by name. */
  public static IntOrString name(String name) {
    return new NumberOrName(name);
  }

  static Map<String, org.cdk8s.plus34.k8s.Quantity> quantities(Map<String, Quantity> amounts) {
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
