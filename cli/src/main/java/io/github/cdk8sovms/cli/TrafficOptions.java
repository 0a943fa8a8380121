package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.doctor.PrometheusUrl;
import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.cli.plan.PrometheusTraffic;
import io.github.cdk8sovms.cli.plan.TrafficSource;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.manifest.PlanManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the traffic of a plan comes from. */
final class TrafficOptions {
  @Option(
      names = "--traffic",
      paramLabel = "FILE",
      description =
          "Requests to replay: CSV with a time for each request or with counts per interval, the"
              + " JSON or CSV output of k6, or the answer of Prometheus to a range query.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "The length of an interval of --traffic, for counts without times.")
  private Optional<String> interval = Optional.empty();

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description =
          "Requests a second in words: constant:20/1h, step:8..50@60s/300s, burst:8..50@60s+30s/10m,"
              + " ramp:8..50@60s+5m/10m, wave:8..50@1h/6h, day:8..50/7d, or several with commas.")
  private Optional<String> shape = Optional.empty();

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "Replays what a Prometheus has recorded, such as http://localhost:9090.")
  private Optional<String> prometheus = Optional.empty();

  @Option(
      names = "--last",
      paramLabel = "TIME",
      description = "The time before now to read from --prometheus; 1d by default.")
  private Optional<String> last = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "PROMQL",
      description =
          "The requests a second in --prometheus; by default those that OVMS answered in the"
              + " server's namespace.")
  private Optional<String> rate = Optional.empty();

  @Option(
      names = {"--prometheus-token-file", "--token-file"},
      paramLabel = "FILE",
      description = "A file with a bearer token for --prometheus.")
  private Optional<Path> token = Optional.empty();

  @Option(
      names = "--spacing",
      paramLabel = "HOW",
      defaultValue = "poisson",
      description =
          "How requests of a rate or count are spaced: poisson, independent of each other, or even;"
              + " poisson by default.")
  private Spacing spacing = Spacing.POISSON;

  TrafficSource source(PlanManifest manifest) {
    long given = Stream.of(file, shape, prometheus).filter(Optional::isPresent).count();
    if (given != 1) {
      throw new UsageException(
          (given == 0 ? "A plan needs traffic." : "A plan replays one traffic.")
              + " Give one of --traffic FILE, --shape such as --shape step:8..50@60s/300s, and"
              + " --prometheus URL.");
    }
    if (prometheus.isEmpty() && (last.isPresent() || rate.isPresent() || token.isPresent())) {
      throw new UsageException(
          "--last, --rate and --prometheus-token-file require --prometheus. Add its URL, such as"
              + " --prometheus http://localhost:9090.");
    }
    if (file.isPresent()) {
      return TrafficSource.ofFile(
          file.get(), interval.map(text -> time("--interval", text)), spacing);
    }
    if (interval.isPresent()) {
      throw new UsageException("--interval requires --traffic. Remove it, or add a file.");
    }
    if (shape.isPresent()) {
      return TrafficSource.ofShape(shape.get(), spacing);
    }
    PrometheusUrl url = PrometheusUrl.of(prometheus.get(), token);
    return new PrometheusTraffic(url, rate, spacing)
        .read(manifest, time("--last", last.orElse("1d")));
  }

  static Duration time(String option, String text) {
    return DurationTexts.parse(text)
        .filter(length -> length.toMillis() > 0)
        .orElseThrow(
            () ->
                new UsageException(
                    "\"%s\" is not a time for %s. Use units such as 15s, 1m30s or 7d."
                        .formatted(text, option)));
  }
}
