package io.github.cdk8sovms.signal;

import java.time.Duration;
import java.util.function.Function;

/**
 * The load of each pod as one number, for any number of models.
 *
 * @param perModel the load of a model
 * @param total the load of a pod with all its models as one
 * @param seriesType gauge or counter
 * @param aggregation how the values of models are aggregated
 * @param query the pods and the averaging window
 */
record PodLoad(
    Function<Query, String> perModel,
    Function<Query, String> total,
    SeriesType seriesType,
    Aggregation aggregation,
    Query query) {

  /**
   * Returns the load, or that over a longer window for a pod without a value: it cannot be scraped,
   * or completed no request.
   */
  String orElseOver(Duration longer) {
    return expression()
        + " or "
        + new PodLoad(perModel, total, seriesType, aggregation, query.over(longer)).expression();
  }

  String expression() {
    return seriesType == SeriesType.GAUGE ? measured() : orIdle();
  }

  private String measured() {
    return aggregation == Aggregation.SUM ? total.apply(query) : ofModels(aggregation);
  }

  /**
   * Returns the measured load, or zero for a pod with loaded models and no requests. The time-based
   * fraction has no value then, and an HPA without values does not scale: it would never scale down
   * after the load ends. But a pod that completed no requests, because they take longer than the
   * window, is not idle: it has no value.
   */
  private String orIdle() {
    if (aggregation != Aggregation.MEAN) {
      return measured() + " or " + query.idlePod();
    }
    // Idle models count as zero in the mean, but must not hide that another is busy.
    return query.perPod(Aggregation.MEAN, perModel.apply(query) + " or " + query.idleModel())
        + " and ("
        + ofModels(Aggregation.MAX)
        + " or "
        + query.idlePod()
        + ")";
  }

  private String ofModels(Aggregation operation) {
    return query.perPod(operation, perModel.apply(query));
  }
}
