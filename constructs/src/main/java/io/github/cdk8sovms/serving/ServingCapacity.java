package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.List;
import java.util.OptionalInt;

/**
 * How much a pod of the server takes on at once, which is what its load signal can show.
 *
 * @param models the models with their streams and infer requests
 * @param restWorkers threads for HTTP requests; empty if OVMS chooses
 */
public record ServingCapacity(List<Model> models, OptionalInt restWorkers) {
  /**
   * Requests a stream that the server must be able to hold for a queue to be seen. Since OVMS
   * 2024.5 a request is counted only while it holds an infer request, so with one infer request a
   * stream, OpenVINO's default on CPUs, the ratio stops at 1.0 and an autoscaler with target 1.0
   * never scales. Four lets the ratio reach 4.0: enough to ask for four times the pods at once.
   */
  public static final int REQUESTS_IN_VIEW_PER_STREAM = 4;

  /**
   * Calls that one gRPC connection may have under way, for each infer request. OVMS allows a
   * connection as many as it has cores, and the client keeps the rest to itself: on two cores a
   * single client would never be seen to ask for more than two requests at once, and the ratio of
   * two streams would end at 1.0. With four, those that wait for an infer request are seen too.
   */
  private static final int CALLS_PER_INFER_REQUEST = 4;

  /** Threads for calls of all connections, for each infer request. */
  private static final int GRPC_THREADS_PER_INFER_REQUEST = 8;

  /**
   * Calls of a connection where OpenVINO chooses the infer requests: more than it has streams on
   * any device that is known.
   */
  private static final int CALLS_IF_UNKNOWN = 64;

  /** OVMS refuses calls beyond its threads, so there are never fewer than 32 cores would bring. */
  private static final int FEWEST_GRPC_THREADS = 256;

  /** The fewest and most HTTP workers that OVMS takes. */
  private static final int FEWEST_REST_WORKERS = 2;

  /** See {@link #check}. */
  public static final int MOST_REST_WORKERS = 10_000;

  /** The most infer requests of one model that OVMS takes. */
  public static final int MOST_INFER_REQUESTS = 100_000;

  /**
   * OVMS ends with more workers than (open files - 15) / 6, and 1024 is the soft limit of open
   * files that systemd gives a container runtime, and the runtime a container, unless told
   * otherwise.
   */
  static final int MOST_WORKERS_AT_1024_FILES = 168;

  /** Copies the models. */
  public ServingCapacity {
    models = Required.elements(models, "models");
    Required.nonNull(restWorkers, "restWorkers");
  }

  /** Checks the HTTP workers, if somebody chose them; those that are derived are right. */
  void check(Findings findings) {
    restWorkers.ifPresent(
        count ->
            findings.require(
                count >= FEWEST_REST_WORKERS && count <= MOST_REST_WORKERS,
                FindingCode.WORKERS,
                "restWorkers",
                quote(count) + " HTTP workers are refused by OVMS; it takes 2 to 10000",
                "Leave .restWorkers(..) out."));
  }

  /** How many calls of one gRPC connection are under way at once; the client keeps the rest. */
  int grpcCallsPerConnection() {
    return models.stream().allMatch(model -> model.nireq().isPresent())
        ? inferRequestsTimes(CALLS_PER_INFER_REQUEST)
        : Math.max(CALLS_IF_UNKNOWN, inferRequestsTimes(CALLS_PER_INFER_REQUEST));
  }

  /** How many calls of all gRPC connections are under way at once; OVMS refuses the rest. */
  int grpcThreads() {
    return Math.max(FEWEST_GRPC_THREADS, inferRequestsTimes(GRPC_THREADS_PER_INFER_REQUEST));
  }

  private int inferRequestsTimes(int factor) {
    long inferRequests = models.stream().mapToLong(model -> model.nireq().orElse(0)).sum();
    return (int) Math.min(inferRequests * factor, Integer.MAX_VALUE);
  }

  /**
   * The capacity of a server whose HTTP workers nobody chose. HTTP requests beyond the workers wait
   * where no metric sees them, and OVMS starts only as many workers as it has cores; so there are
   * as many as requests must be in view, over all models.
   *
   * @param needsFilesForWorkers whether the server ends if it may not open six files a worker
   */
  static ServingCapacity derivedFrom(List<Model> models, boolean needsFilesForWorkers) {
    int streams = models.stream().mapToInt(model -> model.streams().orElse(0)).sum();
    if (streams == 0) {
      return new ServingCapacity(models, OptionalInt.empty());
    }
    int most = needsFilesForWorkers ? MOST_WORKERS_AT_1024_FILES : MOST_REST_WORKERS;
    int workers = Math.min(streams * REQUESTS_IN_VIEW_PER_STREAM, most);
    return new ServingCapacity(models, OptionalInt.of(Math.max(workers, FEWEST_REST_WORKERS)));
  }
}
