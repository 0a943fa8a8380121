package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.math.BigDecimal;
import java.util.Map;

/** What a ResourceQuota leaves for a server. */
record Quota(Resources left) {

  void check(Findings findings, int maxPods, OvmsModelServer server) {
    left.check(findings, "quota");
    server
        .resources()
        .ifPresent(
            perPod -> {
              check(findings, maxPods, "requests", left.requests(), perPod.requests());
              check(findings, maxPods, "limits", left.limits(), perPod.limits());
            });
  }

  private static void check(
      Findings findings,
      int maxPods,
      String kind,
      Map<String, Quantity> left,
      Map<String, Quantity> perPod) {
    perPod.forEach(
        (resource, amount) -> {
          Quantity available = left.get(resource);
          if (available == null || !available.isValid()) {
            return;
          }
          BigDecimal needed = amount.amount().multiply(BigDecimal.valueOf(maxPods));
          findings.require(
              needed.compareTo(available.amount()) <= 0,
              FindingCode.QUOTA,
              "quota." + kind + "." + resource,
              quote(available.text())
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
