package io.github.cdk8sovms.planning;

/** Why a request is late. */
public enum Cause {
  /**
   * More pods were needed than the autoscaler had requested. The metric was still too low: it rises
   * slowly, is scraped and read at intervals, or does not exceed the target.
   */
  DECISION,

  /** Enough pods were requested, but they were not ready yet. */
  START,

  /** More pods were needed than {@code maxReplicas}. */
  MAXIMUM,

  /**
   * The autoscaler computed more pods than its scale-up policy or stabilization window let it
   * request.
   */
  POLICY,

  /**
   * Enough pods were ready for the load on average. Requests waited because arrivals are not evenly
   * spaced, or because the clients do not spread them over the pods.
   */
  QUEUEING,

  /** The inference alone takes longer than the promise, without any waiting. */
  SERVICE_TIME
}
