package io.github.cdk8sovms.serving;

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

  /** The fewest and most HTTP workers that OVMS takes. */
  static final int FEWEST_REST_WORKERS = 2;

  static final int MOST_REST_WORKERS = 10_000;

  /** Copies the models. */
  public ServingCapacity {
    models = List.copyOf(models);
  }

  /**
   * The capacity of a server whose HTTP workers nobody chose. HTTP requests beyond the workers wait
   * where no metric sees them, and OVMS starts only as many workers as it has cores; so there are
   * as many as requests must be in view, over all models.
   */
  static ServingCapacity derivedFrom(List<Model> models) {
    int streams = models.stream().mapToInt(model -> model.streams().orElse(0)).sum();
    if (streams == 0) {
      return new ServingCapacity(models, OptionalInt.empty());
    }
    int workers = Math.min(streams * REQUESTS_IN_VIEW_PER_STREAM, MOST_REST_WORKERS);
    return new ServingCapacity(models, OptionalInt.of(Math.max(workers, FEWEST_REST_WORKERS)));
  }
}
