package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.StartBudget;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time until an added pod is ready.
 *
 * @param typical the usual duration, which scale-up waits for
 * @param worst the longest duration, for what must hold in any case
 */
record PodStart(Duration typical, Duration worst) {

  /** Returns the configured time, else the start budget of the server if it is configured. */
  static Optional<PodStart> of(Optional<Duration> configured, @Nullable ModelServer server) {
    return configured
        .map(time -> new PodStart(time, time))
        .or(
            () ->
                Optional.ofNullable(server)
                    .map(ModelServer::startBudget)
                    .filter(StartBudget::isStated)
                    .map(budget -> new PodStart(budget.typical(), budget.worst())));
  }
}
