package io.github.cdk8sovms.serving;

/** As what a model server runs in the cluster. */
public enum Workload {
  /**
   * A Deployment of our own, with everything it needs: ServiceAccount, ConfigMap, Deployment and
   * Service. The default; it needs no operator and takes every OVMS version.
   */
  DEPLOYMENT,
  /**
   * A ModelServer of the OpenVINO operator, and its ConfigMap. The operator makes Deployment and
   * Service from it, both called {@code <name>-ovms}, or {@code <name>} if that contains "ovms". It
   * is deprecated upstream, cannot run OVMS 2026.3 or newer, and restarts no pod when the
   * configuration changes.
   */
  MODEL_SERVER
}
