package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/**
 * An HPA with {@code minReplicas: 0}.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/features/kube_features.go">HPAScaleToZero</a>
 */
record ZeroReplicas(ScalingChoices choices) {
  private static final String OPTION = "scaleToZero";
  private static final KubernetesVersion SINCE = KubernetesVersion.of("1.37");

  void check(Findings findings, Prometheus prometheus) {
    choices.further().activation().ifPresent(starting -> check(findings, starting, prometheus));
  }

  private void check(Findings findings, Activation starting, Prometheus prometheus) {
    starting.checkForAdapter(findings, OPTION, prometheus);
    findings.require(
        choices.kubernetes().isAtLeast(SINCE),
        FindingCode.KUBERNETES_VERSION,
        OPTION,
        quote(choices.kubernetes().text())
            + " refuses an HPA with minReplicas 0 unless the feature gate HPAScaleToZero is on; it"
            + " is on by default since Kubernetes 1.37",
        "Write .kubernetes(KubernetesVersion.of(\"1.37\")) if that is your oldest cluster, or use"
            + " .metrics(Keda.with(prometheus).scaleToZero(..)).");
    choices
        .replicas()
        .filter(replicas -> replicas.min() > 0)
        .ifPresent(
            replicas ->
                findings.add(
                    FindingCode.REPLICA_RANGE,
                    "replicas.min",
                    quote(replicas.min())
                        + " pods always run, so .scaleToZero(..) would have no effect",
                    "Write .replicas(0, " + replicas.max() + "), or leave .scaleToZero(..) out."));
  }
}
