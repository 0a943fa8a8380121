package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.planning.input.StartTexts;
import io.github.cdk8sovms.planning.manifest.ManifestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a plan needs and a manifest may not hold. */
final class ServerOptions {
  private static final Pattern GRPC = Pattern.compile("(?i)grpc:([1-9]\\d{0,5})(,round_robin)?");
  private static final Pattern HTTP = Pattern.compile("(?i)http:([1-9]\\d{0,5}|unlimited)");

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description =
          "From the creation of a pod until it is ready: 25s, or by stage"
              + " image=14s,load=4s,probe=1s; 30s by default.")
  private Optional<String> start = Optional.empty();

  @Option(
      names = "--scrape-interval",
      paramLabel = "TIME",
      description = "How often Prometheus scrapes the pods, if the manifest does not say.")
  private Optional<String> scrapeInterval = Optional.empty();

  @Option(
      names = "--sync-period",
      paramLabel = "TIME",
      description = "The HPA sync period of the cluster; 15s by default.")
  private Optional<String> syncPeriod = Optional.empty();

  @Option(
      names = "--autoscaler",
      paramLabel = "NAME",
      description = "The autoscaler to plan, if there are several: NAME or NAMESPACE/NAME.")
  private Optional<String> autoscaler = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model or graph that gets the traffic, if the server has several.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--ignore",
      paramLabel = "METRIC",
      description = "A metric or trigger to leave out, such as cpu. May be repeated.")
  private List<String> ignored = List.of();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "Rules of the adapter that are not in the manifest: its configuration, or Helm values.")
  private List<Path> rules = List.of();

  @Option(
      names = "--streams",
      paramLabel = "NUMBER",
      description = "The streams of a model for which OVMS chooses them.")
  private Optional<Integer> streams = Optional.empty();

  @Option(
      names = "--infer-requests",
      paramLabel = "NUMBER",
      description = "The infer requests of a model without nireq.")
  private Optional<Integer> inferRequests = Optional.empty();

  @Option(
      names = "--rest-workers",
      paramLabel = "NUMBER",
      description = "The HTTP workers of a server without --rest_workers.")
  private Optional<Integer> restWorkers = Optional.empty();

  @Option(
      names = "--ovms",
      paramLabel = "RELEASE",
      description = "The release of OVMS, if the image tag does not name it.")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--clients",
      paramLabel = "KIND",
      description =
          "http, the default, with a connection to a pod for each of its HTTP workers; http:64 or"
              + " http:unlimited for more; grpc:20 for 20 gRPC clients with a connection each;"
              + " grpc:20,round_robin for clients that balance over all pods.")
  private String clients = "http";

  /**
   * Returns the options.
   *
   * @param measuredStart the start time in a profile
   */
  ManifestOptions options(Optional<Duration> measuredStart) {
    ManifestOptions.Builder options = ManifestOptions.builder();
    measuredStart.ifPresent(options::start);
    start.map(StartTexts::parse).ifPresent(options::start);
    scrapeInterval
        .map(text -> TrafficOptions.time("--scrape-interval", text))
        .ifPresent(options::scrapeInterval);
    syncPeriod
        .map(text -> TrafficOptions.time("--sync-period", text))
        .ifPresent(options::syncPeriod);
    autoscaler.ifPresent(options::autoscaler);
    model.ifPresent(options::model);
    ignored.forEach(options::ignore);
    rules.forEach(file -> options.rules(TextFile.read(file)));
    streams.map(number -> positive("--streams", number)).ifPresent(options::streams);
    inferRequests
        .map(number -> positive("--infer-requests", number))
        .ifPresent(options::inferRequests);
    restWorkers.map(number -> positive("--rest-workers", number)).ifPresent(options::restWorkers);
    release.ifPresent(options::release);
    clients(options);
    return options.build();
  }

  private void clients(ManifestOptions.Builder options) {
    Matcher grpc = GRPC.matcher(clients);
    Matcher http = HTTP.matcher(clients);
    if (grpc.matches()) {
      options.grpc(Integer.parseInt(grpc.group(1)), grpc.group(2) != null);
    } else if (http.matches()) {
      boolean isUnlimited = http.group(1).equalsIgnoreCase("unlimited");
      options.connections(isUnlimited ? Integer.MAX_VALUE : Integer.parseInt(http.group(1)));
    } else if (!clients.equalsIgnoreCase("http")) {
      throw new UsageException(
          "\"%s\" is not a kind of clients. Use http, http:64, http:unlimited, grpc:20 or grpc:20,round_robin for --clients."
              .formatted(clients));
    }
  }

  private static int positive(String option, int number) {
    if (number < 1 || number > 100_000) {
      throw new UsageException(
          "\"%d\" is not a number for %s; it must be from 1 to 100000. Correct it."
              .formatted(number, option));
    }
    return number;
  }
}
