package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the memory of a pod against weights and KV caches on the CPU, from configured numbers, or
 * the size of the weights from the name of a repository.
 *
 * @param models the generative models of a server
 * @param version the OVMS release, which decides the default of the cache
 */
record GenerativeMemory(List<GenerativeModel<?>> models, OvmsVersion version) {
  /** For the server, the tokenizers and the buffers of requests. */
  private static final Quantity BESIDE = Quantity.of("1Gi");

  void check(Findings findings, Resources pod) {
    Quantity limit = ResourceAmounts.of(pod).limits().get("memory");
    List<GenerativeModel<?>> known =
        models.stream()
            .filter(each -> each.device().text().equals(CpuDevice.TEXT))
            .filter(
                each ->
                    weights(each).isPresent()
                        || each.settings().option(GraphOption.CACHE_SIZE).isPresent())
            .toList();
    if (known.isEmpty() || limit == null || !limit.isValid()) {
      return;
    }
    Set<String> names = new HashSet<>();
    BigDecimal needed = BESIDE.amount();
    for (GenerativeModel<?> model : known) {
      // A second model of a name is reported as such.
      if (names.add(model.name())) {
        needed = needed.add(amount(weights(model))).add(amount(model.cache(version)));
      }
    }
    String guessed =
        known.stream()
            .filter(each -> each.settings().weights().isEmpty())
            .flatMap(each -> WeightsByName.of(each).stream())
            .map(byName -> quote(byName.name()))
            .collect(Collectors.joining(", "));
    findings.require(
        limit.amount().compareTo(needed) >= 0,
        FindingCode.MODEL_MEMORY,
        "resources.memory",
        quote(limit.text())
            + " is less than the "
            + (guessed.isEmpty() ? "stated weights" : "weights (by the name " + guessed + ")")
            + ", KV caches and 1Gi for the server, together "
            + quote(text(needed))
            + "; the pod is killed for lack of memory",
        "Write .memory(\""
            + text(needed)
            + "\") or more, or a smaller .cacheSize(..)"
            + (guessed.isEmpty() ? "." : "; or state .weights(..) if the name is misleading."));
  }

  private static Optional<Quantity> weights(GenerativeModel<?> model) {
    return model.settings().weights().or(() -> WeightsByName.of(model).map(WeightsByName::bytes));
  }

  private static BigDecimal amount(Optional<Quantity> bytes) {
    return bytes.filter(Quantity::isValid).map(Quantity::amount).orElse(BigDecimal.ZERO);
  }

  /** Returns an amount of memory in GiB, rounded up. */
  static String text(BigDecimal bytes) {
    BigDecimal gibibyte = Quantity.of("1Gi").amount();
    return bytes.divide(gibibyte, 0, RoundingMode.CEILING).toPlainString() + "Gi";
  }
}
