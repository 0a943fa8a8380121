package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.math.BigDecimal;
import java.time.Duration;

/** Queries as KEDA sends them for all pods of a server. */
final class KedaQuery {
  private static final String PODS = SeriesLabels.STANDARD.pods("serving", "resnet-.*");
  private static final Duration EVERY_FIVE_SECONDS = Duration.ofSeconds(5);

  private KedaQuery() {}

  static String of(LoadSignal signal, double target) {
    return of(signal, target, EVERY_FIVE_SECONDS);
  }

  static String of(LoadSignal signal, double target, Duration scrapeInterval) {
    return signal.fleetLoad(
        SeriesLabels.STANDARD, PODS, scrapeInterval, BigDecimal.valueOf(target));
  }

  static String atRest(LoadSignal signal, double target, String activity) {
    return signal.fleetLoadAtRest(
        SeriesLabels.STANDARD, PODS, EVERY_FIVE_SECONDS, BigDecimal.valueOf(target), activity);
  }
}
