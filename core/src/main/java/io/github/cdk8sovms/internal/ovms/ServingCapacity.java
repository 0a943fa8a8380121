package io.github.cdk8sovms.internal.ovms;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.Served.ServedGraph;
import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How many requests a pod processes concurrently, which bounds its load signal.
 *
 * @param servables the models and graphs
 * @param restWorkers threads for HTTP requests; empty if OVMS chooses
 */
public record ServingCapacity(List<Served> servables, OptionalInt restWorkers) {
  /**
   * Concurrent calls per gRPC connection, per infer request. By default OVMS allows a connection as
   * many as it has cores, and further calls queue in the client: on two cores a single client could
   * never have more than two requests counted, and the ratio of two streams could not exceed 1.0.
   * With four, calls that wait for an infer request are included.
   */
  private static final int CALLS_PER_INFER_REQUEST = 4;

  /** Threads for calls of all connections, per infer request. */
  private static final int GRPC_THREADS_PER_INFER_REQUEST = 8;

  /**
   * Calls per connection if OpenVINO chooses the infer requests: more than it has streams on any
   * known device.
   */
  private static final int CALLS_IF_UNKNOWN = 64;

  /**
   * OVMS rejects calls beyond its threads, so there are never fewer than the default for 32 cores.
   */
  private static final int FEWEST_GRPC_THREADS = 256;

  /** The minimum number of HTTP workers that OVMS accepts. */
  private static final int FEWEST_REST_WORKERS = 2;

  /** See {@link #check}. */
  public static final int MOST_REST_WORKERS = 10_000;

  /** The maximum number of infer requests of one model that OVMS accepts. */
  public static final int MOST_INFER_REQUESTS = 100_000;

  /**
   * OVMS exits with more workers than (open files - 15) / 6, and 1024 is the default soft limit of
   * open files that systemd sets for a container runtime, and the runtime for a container.
   */
  public static final int MOST_WORKERS_AT_1024_FILES = 168;

  /** Copies the models and graphs. */
  public ServingCapacity {
    servables = Required.elements(servables, "servables");
    Required.nonNull(restWorkers, "restWorkers");
  }

  /** Returns the models, with their streams and infer requests. */
  public List<ServedModel> models() {
    return modelsOf(servables).toList();
  }

  private static Stream<ServedModel> modelsOf(List<Served> servables) {
    return servables.stream().filter(ServedModel.class::isInstance).map(ServedModel.class::cast);
  }

  /** Checks the HTTP workers, if configured; derived numbers are always valid. */
  public void check(Findings findings) {
    restWorkers.ifPresent(
        count ->
            findings.require(
                count >= FEWEST_REST_WORKERS && count <= MOST_REST_WORKERS,
                FindingCode.WORKERS,
                "restWorkers",
                quote(count) + " is not a valid number of HTTP workers; it must be 2 to 10000",
                "Leave .restWorkers(..) out."));
  }

  /**
   * Returns the number of concurrent calls per gRPC connection; further calls queue in the client.
   */
  public int grpcCallsPerConnection() {
    int calls = Math.max(inferRequestsTimes(CALLS_PER_INFER_REQUEST), graphsInView());
    boolean areKnown =
        models().size() == servables.size()
            && models().stream().allMatch(model -> model.nireq().isPresent());
    return areKnown ? calls : Math.max(CALLS_IF_UNKNOWN, calls);
  }

  /** Returns the number of concurrent calls of all gRPC connections; OVMS rejects further calls. */
  public int grpcThreads() {
    int threads = Math.max(inferRequestsTimes(GRPC_THREADS_PER_INFER_REQUEST), graphsInView());
    return Math.max(FEWEST_GRPC_THREADS, threads);
  }

  /** Returns twice the capacity of all graphs, so that their gauge can show it over gRPC too. */
  private int graphsInView() {
    long inView =
        servables.stream()
            .filter(ServedGraph.class::isInstance)
            .mapToLong(Served::requestsInView)
            .sum();
    return (int) Math.min(inView, Integer.MAX_VALUE);
  }

  private int inferRequestsTimes(int factor) {
    long inferRequests = models().stream().mapToLong(model -> model.nireq().orElse(0)).sum();
    return (int) Math.min(inferRequests * factor, Integer.MAX_VALUE);
  }

  /**
   * Returns the capacity of a server without configured HTTP workers. HTTP requests beyond the
   * workers queue outside all metrics, and by default OVMS starts only as many workers as it has
   * cores; so there are as many workers as requests that must be visible, over all models.
   *
   * @param needsFilesForWorkers whether the server exits if it may not open six files per worker
   */
  public static ServingCapacity derivedFrom(List<Served> servables, boolean needsFilesForWorkers) {
    long inView = servables.stream().mapToLong(Served::requestsInView).sum();
    if (inView == 0) {
      return new ServingCapacity(servables, OptionalInt.empty());
    }
    int most = needsFilesForWorkers ? MOST_WORKERS_AT_1024_FILES : MOST_REST_WORKERS;
    int workers = (int) Math.min(inView, most);
    return new ServingCapacity(servables, OptionalInt.of(Math.max(workers, FEWEST_REST_WORKERS)));
  }
}
