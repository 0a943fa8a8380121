package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.Function;

/** What the scheduler counts for a pod with additions. */
public final class PodSize {
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";
  private static final BigDecimal MIB = Quantity.of("1Mi").amount();

  private PodSize() {}

  /**
   * Returns CPU and memory of a whole pod: sidecars run beside the component and beside its init
   * containers, of which one runs at a time.
   *
   * @param ofComponent of the component's container
   */
  public static Resources of(Resources ofComponent, PodAdditions additions) {
    if (additions.areNone()) {
      return ofComponent;
    }
    ResourceAmounts own = ResourceAmounts.of(ofComponent);
    Resources whole =
        Resources.cpu(text(CPU, all(CPU, own.requests(), additions, ResourceAmounts::requests)))
            .memory(
                text(MEMORY, all(MEMORY, own.requests(), additions, ResourceAmounts::requests)));
    whole =
        isLimited(own, additions)
            ? whole.cpuLimit(text(CPU, all(CPU, own.limits(), additions, ResourceAmounts::limits)))
            : whole.withoutCpuLimit();
    for (Map.Entry<String, Quantity> other : own.requests().entrySet()) {
      if (Labels.isQualified(other.getKey())) {
        whole = whole.device(other.getKey(), other.getValue().amount().intValue());
      } else if (other.getKey().equals(Resources.EPHEMERAL_STORAGE)) {
        whole =
            whole.ephemeralStorage(
                other.getValue().text(), own.limits().get(other.getKey()).text());
      }
    }
    return whole;
  }

  private static boolean isLimited(ResourceAmounts own, PodAdditions additions) {
    return own.limits().containsKey(CPU)
        && additions.containers().stream()
            .allMatch(
                added ->
                    added
                        .container()
                        .resources()
                        .map(size -> ResourceAmounts.of(size).limits().containsKey(CPU))
                        .orElse(false));
  }

  private static BigDecimal all(
      String resource,
      Map<String, Quantity> own,
      PodAdditions additions,
      Function<ResourceAmounts, Map<String, Quantity>> amounts) {
    BigDecimal sidecars =
        additions.sidecars().stream()
            .map(each -> amount(resource, each, amounts))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal before =
        additions.initContainers().stream()
            .map(each -> amount(resource, each, amounts))
            .reduce(BigDecimal.ZERO, BigDecimal::max);
    return sidecars.add(before.max(amount(resource, own)));
  }

  private static BigDecimal amount(
      String resource,
      AddedContainer container,
      Function<ResourceAmounts, Map<String, Quantity>> amounts) {
    return container
        .resources()
        .map(size -> amount(resource, amounts.apply(ResourceAmounts.of(size))))
        .orElse(BigDecimal.ZERO);
  }

  private static BigDecimal amount(String resource, Map<String, Quantity> amounts) {
    return amounts.containsKey(resource) ? amounts.get(resource).amount() : BigDecimal.ZERO;
  }

  private static String text(String resource, BigDecimal amount) {
    return resource.equals(CPU) ? amount.toPlainString() : mebibytes(amount);
  }

  /** Returns an amount of memory or storage, rounded up. */
  static String mebibytes(BigDecimal bytes) {
    return bytes.divide(MIB, RoundingMode.CEILING).toBigInteger() + "Mi";
  }
}
