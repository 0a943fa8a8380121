package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.planning.Cause;
import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.manifest.Assumption;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A plan and its result.
 *
 * @param manifest what was planned
 * @param traffic the traffic in words
 * @param serviceTime the service time in words
 * @param promise what requests are compared with
 * @param seed of all chance
 * @param price of a replica for an hour, if given
 * @param range late requests with other seeds, for short traffic
 */
public record PlanReport(
    PlanManifest manifest,
    String traffic,
    String serviceTime,
    Promise promise,
    long seed,
    OptionalDouble price,
    PlanResult result,
    Optional<SeedRange> range) {
  /** What no plan simulates. */
  public static final List<String> NOT_PLANNED =
      List.of(
          "nodes and the room on them, pulls of images, other load on the nodes",
          "failures of pods, of Prometheus and of the metrics API",
          "slow probes of busy pods, networks, clients that give up or retry");

  private static final String FAILED_SCRAPES =
      " of pods whose HTTP workers were busy for longer than the timeout; the metric lacks them";

  /** Returns the price of the replica-hours, if that of one is given. */
  public OptionalDouble cost() {
    return price.isPresent()
        ? OptionalDouble.of(price.getAsDouble() * result.replicaHours())
        : OptionalDouble.empty();
  }

  /** Returns the report as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(heading()).append('\n').append(input()).append("\n\n");
    row(text, "promise", result.keeps(promise) ? "kept" : "broken", promiseText());
    row(text, "late", Numbers.percent(result.lateShare()), lateText());
    row(text, "refused", Numbers.percent(result.refusedShare()), ofAll(result.refused()));
    row(text, "latency", Numbers.seconds(result.p50()), latencyText());
    row(text, "replica-hours", Numbers.amount(result.replicaHours()), costText());
    row(
        text,
        "replicas",
        result.lowestReplicas() + " to " + result.highestReplicas(),
        plural(result.changes(), "change"));
    if (result.failedScrapes() > 0) {
      row(text, "scrapes", "failed", plural(result.failedScrapes(), "scrape") + FAILED_SCRAPES);
    }
    causes(text);
    section(text, "Assumed:", manifest.assumptions().stream().map(Assumption::toString).toList());
    section(text, "Not planned:", NOT_PLANNED);
    section(text, "Error in tests:", Accuracy.LINES);
    return text.toString();
  }

  private String heading() {
    PlanSpec spec = manifest.spec();
    String metrics =
        spec.hpa().metrics().stream()
            .map(metric -> metric.name() + " target " + Numbers.plain(metric.averageValue()))
            .collect(Collectors.joining(", "));
    return "%s: %s of %s, %s"
        .formatted(manifest.autoscaler(), metrics, manifest.target(), bounds(spec.hpa()));
  }

  private static String bounds(HpaSpec hpa) {
    return hpa.minReplicas() + " to " + hpa.maxReplicas() + " replicas";
  }

  private String input() {
    return "%s: %s requests in %s, service time %s, seed %d"
        .formatted(
            traffic,
            Numbers.count(result.requests()),
            DurationTexts.text(result.seconds()),
            serviceTime,
            seed);
  }

  private String promiseText() {
    String promised =
        "%s %% within %s"
            .formatted(Numbers.plain(promise.share() * 100), DurationTexts.text(promise.limit()));
    return result
        .firstViolation()
        .map(
            violation ->
                "%s; first broken in the minute from %s, %s late or refused: %s"
                    .formatted(
                        promised,
                        DurationTexts.text(violation.seconds()),
                        Numbers.percent(violation.share()),
                        Causes.name(violation.cause())))
        .orElse(promised + ", in every minute");
  }

  private String ofAll(long requests) {
    return "%s of %s".formatted(Numbers.count(requests), Numbers.count(result.requests()));
  }

  private String lateText() {
    return ofAll(result.late()) + range.map(seeds -> "; " + seeds).orElse("");
  }

  private String latencyText() {
    return "P50; P95 %s, P99 %s"
        .formatted(Numbers.seconds(result.p95()), Numbers.seconds(result.p99()));
  }

  private String costText() {
    return cost().isEmpty()
        ? ""
        : "%s at %s a replica-hour"
            .formatted(Numbers.amount(cost().getAsDouble()), Numbers.plain(price.getAsDouble()));
  }

  private void causes(StringBuilder text) {
    if (result.late() == 0) {
      return;
    }
    text.append("\nLate because:\n");
    result.lateByCause().entrySet().stream()
        .filter(cause -> cause.getValue() > 0)
        .sorted(Map.Entry.<Cause, Long>comparingByValue().reversed())
        .forEach(
            cause ->
                row(
                    text,
                    Causes.name(cause.getKey()),
                    Numbers.percent((double) cause.getValue() / result.late()),
                    Causes.explanation(cause.getKey())));
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append('\n');
      lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }
  }

  private static void row(StringBuilder text, String name, String value, String detail) {
    text.append(
        String.format(Locale.ROOT, "  %-14s %-10s %s", name, value, detail).stripTrailing());
    text.append('\n');
  }

  private static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
