package io.github.cdk8sovms.serving;

/** The kind of workload of a model server. */
public enum Workload {
  /**
   * A Deployment, with ServiceAccount, ConfigMap and Service. The default; it needs no operator and
   * supports every OVMS version.
   */
  DEPLOYMENT,
  /**
   * A ModelServer of the OpenVINO operator, and its ConfigMap. The operator creates Deployment and
   * Service from it, both named {@code <name>-ovms}, or {@code <name>} if that contains "ovms". It
   * is deprecated upstream, cannot run OVMS 2026.3 or newer, and does not restart pods when the
   * configuration changes.
   */
  MODEL_SERVER
}
