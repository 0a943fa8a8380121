package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.util.Map;

/** The part of a ResourceQuota that is available to a server. */
record Quota(Resources available) {

  void check(Findings findings, int maxPods, ModelServer server) {
    ResourceAmounts quota = ResourceAmounts.of(available);
    quota.check(findings, "quota");
    server
        .resources()
        .map(ResourceAmounts::of)
        .ifPresent(
            perPod -> {
              check(findings, maxPods, "requests", quota.requests(), perPod.requests());
              check(findings, maxPods, "limits", quota.limits(), perPod.limits());
            });
  }

  private static void check(
      Findings findings,
      int maxPods,
      String kind,
      Map<String, Quantity> available,
      Map<String, Quantity> perPod) {
    perPod.forEach(
        (resource, amount) -> {
          Quantity quota = available.get(resource);
          if (quota == null || !quota.isValid()) {
            return;
          }
          BigDecimal needed = amount.amount().multiply(BigDecimal.valueOf(maxPods));
          findings.require(
              needed.compareTo(quota.amount()) <= 0,
              FindingCode.QUOTA,
              "quota." + kind + "." + resource,
              quote(quota.text())
                  + " is less than the "
                  + kind
                  + " of "
                  + maxPods
                  + " pods with "
                  + quote(amount.text())
                  + " each, so not all of them could run",
              "Lower the maximum of .replicas(..), or raise the quota.");
        });
  }
}
