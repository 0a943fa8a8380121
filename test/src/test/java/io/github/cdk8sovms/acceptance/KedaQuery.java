package io.github.cdk8sovms.acceptance;

import io.github.cdk8sovms.signal.LoadSignal;
import java.math.BigDecimal;
import java.time.Duration;

/** Queries as KEDA sends them for all pods of a server. */
final class KedaQuery {
  private static final String PODS = LoadSignal.pods("serving", "resnet-.*");
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private KedaQuery() {}

  static String of(LoadSignal signal, double target) {
    return signal.fleetLoad(PODS, WINDOW, BigDecimal.valueOf(target));
  }

  static String atRest(LoadSignal signal, double target, String activity) {
    return signal.fleetLoadAtRest(PODS, WINDOW, BigDecimal.valueOf(target), activity);
  }
}
