package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Checks the memory of a pod against weights and KV caches on the CPU, from stated numbers only.
 *
 * @param models the generative models of a server
 * @param version the OVMS release, which decides the default of the cache
 */
record GenerativeMemory(List<GenerativeModel<?>> models, OvmsVersion version) {
  /** For the server, the tokenizers and the buffers of requests. */
  private static final Quantity BESIDE = Quantity.of("1Gi");

  void check(Findings findings, Resources pod) {
    Quantity limit = pod.limits().get("memory");
    List<GenerativeModel<?>> stated =
        models.stream()
            .filter(each -> each.device().text().equals(CpuDevice.TEXT))
            .filter(
                each ->
                    each.settings().weights().map(Quantity::isValid).orElse(false)
                        || each.settings().option(GraphOption.CACHE_SIZE).isPresent())
            .toList();
    if (stated.isEmpty() || limit == null || !limit.isValid()) {
      return;
    }
    BigDecimal needed = BESIDE.amount();
    for (GenerativeModel<?> model : stated) {
      needed =
          needed.add(
              model
                  .settings()
                  .weights()
                  .filter(Quantity::isValid)
                  .map(Quantity::amount)
                  .orElse(BigDecimal.ZERO));
      needed =
          needed.add(
              model
                  .cache(version)
                  .filter(Quantity::isValid)
                  .map(Quantity::amount)
                  .orElse(BigDecimal.ZERO));
    }
    findings.require(
        limit.amount().compareTo(needed) >= 0,
        FindingCode.MODEL_MEMORY,
        "resources.memory",
        quote(limit.text())
            + " is less than the stated weights, KV caches and 1Gi for the server, together "
            + quote(text(needed))
            + "; the pod is killed for lack of memory",
        "Write .memory(\"" + text(needed) + "\") or more, or a smaller .cacheSize(..).");
  }

  private static String text(BigDecimal bytes) {
    BigDecimal gibibyte = Quantity.of("1Gi").amount();
    return bytes.divide(gibibyte, 0, RoundingMode.CEILING).toPlainString() + "Gi";
  }
}
