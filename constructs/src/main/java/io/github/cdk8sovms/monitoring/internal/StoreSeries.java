package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.serving.internal.StoreRef;
import io.github.cdk8sovms.validation.internal.Required;

/** The series about the Jobs that fill model stores, and what they are when one has failed. */
public final class StoreSeries {
  /** The scrape job of a Prometheus that this library configures. */
  public static final String JOB = "model-stores";

  /** The label with the name of the store. */
  public static final String STORE = "store";

  /** The label with the name of the Job. */
  public static final String FETCH = "fetch";

  /** The label with the phase of the pod. */
  public static final String PHASE = "phase";

  private StoreSeries() {}

  /**
   * Returns a value for each Job with failed pods only: one that is tried again has a pending or
   * running pod too, but for the pause between two attempts.
   */
  public static String failedPods(StoreRef store) {
    Required.nonNull(store);
    String by = "(namespace, " + STORE + ", " + FETCH + ")";
    String pods =
        "up{job=\""
            + JOB
            + "\",namespace=\""
            + store.namespace()
            + "\","
            + STORE
            + "=\""
            + store.name()
            + "\","
            + PHASE;
    return "max by "
        + by
        + " ("
        + pods
        + "=\"Failed\"}) unless on "
        + by
        + " "
        + pods
        + "=~\"Pending|Running|Succeeded\"}";
  }

  /**
   * Returns a value for each failed Job, from kube-state-metrics.
   *
   * @param labels the matchers of its series
   */
  public static String failedJobs(StoreRef store, String labels) {
    Required.nonNull(store, "store");
    Required.nonNull(labels, "labels");
    return "max by (namespace, "
        + STORE
        + ", "
        + FETCH
        + ") (label_replace(label_replace(kube_job_failed{"
        + labels
        + ",job_name=~\""
        + store.name()
        + "-[0-9a-f]{8}\",condition=\"true\"}, \""
        + FETCH
        + "\", \"$1\", \"job_name\", \"(.+)\"), \""
        + STORE
        + "\", \""
        + store.name()
        + "\", \"\", \"\")) == 1";
  }
}
