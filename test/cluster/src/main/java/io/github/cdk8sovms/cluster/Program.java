package io.github.cdk8sovms.cluster;

import java.util.List;

/**
 * A container image whose program was built from the source of the same release.
 *
 * @param repository of the image
 * @param tag the only one that was built
 * @param entrypoint where the image has the program
 * @param user whom the image runs it as
 */
record Program(
    String repository, String tag, String entrypoint, ControlPlaneBinary binary, long user) {
  /** The user of images and scripts that name no other. */
  static final long UNPRIVILEGED_USER = 65534;

  private static final String OPERATOR = "github.com/prometheus-operator/prometheus-operator";
  private static final String KEDA = "github.com/kedacore/keda/v2";

  /** The user "nonroot" of distroless images. */
  private static final long NONROOT = 65532;

  static List<Program> built() {
    // Prometheus 3.13.2 is the module v0.313.2.
    String module =
        ControlPlaneBinary.pinnedVersion("prometheus", "github.com/prometheus/prometheus");
    String prometheus = module.replaceFirst("^v0\\.(\\d)(\\d\\d)\\.", "v$1.$2.");
    String operator = ControlPlaneBinary.pinnedVersion("controllers", OPERATOR);
    return List.of(
        new Program(
            "quay.io/prometheus/prometheus",
            prometheus,
            "/bin/prometheus",
            ControlPlaneBinary.PROMETHEUS,
            UNPRIVILEGED_USER),
        new Program(
            "registry.k8s.io/prometheus-adapter/prometheus-adapter",
            ControlPlaneBinary.pinnedVersion(
                "prometheus-adapter", "sigs.k8s.io/prometheus-adapter"),
            "/adapter",
            ControlPlaneBinary.PROMETHEUS_ADAPTER,
            UNPRIVILEGED_USER),
        new Program(
            "quay.io/prometheus-operator/prometheus-operator",
            operator,
            "/bin/operator",
            ControlPlaneBinary.PROMETHEUS_OPERATOR,
            UNPRIVILEGED_USER),
        new Program(
            "quay.io/prometheus-operator/prometheus-config-reloader",
            operator,
            "/bin/prometheus-config-reloader",
            ControlPlaneBinary.PROMETHEUS_CONFIG_RELOADER,
            UNPRIVILEGED_USER),
        new Program(
            "grafana/k6",
            ControlPlaneBinary.pinnedVersion("../k6", "go.k6.io/k6").substring(1),
            "/usr/bin/k6",
            ControlPlaneBinary.K6,
            12345),
        keda("keda", "/keda", ControlPlaneBinary.KEDA_OPERATOR),
        keda("keda-metrics-apiserver", "/keda-adapter", ControlPlaneBinary.KEDA_ADAPTER),
        keda(
            "keda-admission-webhooks",
            "/keda-admission-webhooks",
            ControlPlaneBinary.KEDA_WEBHOOKS));
  }

  private static Program keda(String image, String entrypoint, ControlPlaneBinary binary) {
    String version = ControlPlaneBinary.pinnedVersion("controllers", KEDA).substring(1);
    return new Program("ghcr.io/kedacore/" + image, version, entrypoint, binary, NONROOT);
  }

  boolean wasBuiltFor(String image) {
    return image.replaceFirst("^docker\\.io/", "").equals(repository + ":" + tag);
  }
}
