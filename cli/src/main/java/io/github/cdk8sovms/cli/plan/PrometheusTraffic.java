package io.github.cdk8sovms.cli.plan;

import io.github.cdk8sovms.cli.doctor.PrometheusRange;
import io.github.cdk8sovms.cli.doctor.PrometheusUrl;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Traffic that a Prometheus recorded. */
public final class PrometheusTraffic {
  /** Shorter bursts than this are not in the recorded rate of the usual scrape interval anyway. */
  private static final Duration STEP = Duration.ofSeconds(30);

  private static final String OTHER_METHODS =
      "ModelReady|ModelMetadata|GetModelMetadata|GetModelStatus";

  private final PrometheusUrl url;
  private final Optional<String> rate;
  private final Spacing spacing;

  /** Uses a Prometheus, and a rate other than that of OVMS' requests if one is given. */
  public PrometheusTraffic(PrometheusUrl url, Optional<String> rate, Spacing spacing) {
    this.url = url;
    this.rate = rate;
    this.spacing = spacing;
  }

  /** Reads the time before now. */
  public TrafficSource read(PlanManifest manifest, Duration last) {
    String query = rate.orElseGet(() -> requests(manifest.spec().server()));
    RateSamples samples = new RateSamples();
    Instant now = Instant.now();
    new PrometheusRange(url)
        .read(query, now.minus(last), now, STEP, result -> samples.add(result, url.toString()));
    if (samples.isEmpty()) {
      throw new InvalidInputException(
          "%s has no value of %s in the last %s. Give requests a second with --rate."
              .formatted(url, query, DurationTexts.text(last)));
    }
    String gap =
        samples.gap() > 0
            ? ", of which " + DurationTexts.text(samples.gap()) + " have no value"
            : "";
    return new TrafficSource(
        "the last %s of %s%s".formatted(DurationTexts.text(last), url, gap),
        samples.traffic(spacing));
  }

  /** Returns the rate of answered requests: OVMS has no counter of those that it receives. */
  private static String requests(ServerSpec server) {
    String matchers =
        "namespace=\"%s\",pod=~\"%s-.+\"".formatted(server.namespace(), server.workload());
    String calls = matchers + ",method!~\"" + OTHER_METHODS + "\"";
    return "sum(rate(ovms_requests_success{%s}[1m])) + (sum(rate(ovms_requests_fail{%s}[1m])) or vector(0))"
        .formatted(calls, calls);
  }
}
