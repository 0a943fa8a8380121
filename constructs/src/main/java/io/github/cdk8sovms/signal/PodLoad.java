package io.github.cdk8sovms.signal;

/**
 * The load of each pod as one number, whatever models it has.
 *
 * @param signal what is measured of a model, and of a pod with all its models as one
 * @param reading what is done to the series
 * @param aggregation how models become one value
 * @param query which pods, and over which time
 */
record PodLoad(LoadSignal signal, SeriesType reading, Aggregation aggregation, Query query) {

  String expression() {
    return reading == SeriesType.COUNTER ? orIdle() : measured();
  }

  private String measured() {
    return aggregation == Aggregation.SUM ? signal.total(query) : ofModels(aggregation);
  }

  /**
   * What was measured, or zero for a pod that is loaded and has nothing to do. A rate has no value
   * then, and an autoscaler without any value stands still: nothing would scale down after the load
   * ends. But a pod in which nothing was finished, because requests outlast the window, is not
   * idle: it has no value.
   */
  private String orIdle() {
    if (aggregation != Aggregation.MEAN) {
      return measured() + " or " + query.idlePod();
    }
    // Idle models count as zero in the mean, but must not hide that another is busy.
    return query.perPod(Aggregation.MEAN, signal.perModel(query) + " or " + query.idleModel())
        + " and ("
        + ofModels(Aggregation.MAX)
        + " or "
        + query.idlePod()
        + ")";
  }

  private String ofModels(Aggregation operation) {
    return query.perPod(operation, signal.perModel(query));
  }
}
