package io.github.cdk8sovms.signal;

import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.ovms.Serving;
import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.signal.internal.UpperBound;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Upper bounds of signals that count requests per stream. */
final class UpperBounds {
  private static final Comparator<UpperBound> BY_HEIGHT =
      Comparator.comparingDouble(UpperBounds::height);

  private static final UpperBound UNKNOWN_WORKERS =
      new UpperBound.Unknown(
          "OVMS chooses the number of HTTP workers", "Set .streams(..) on the model");

  private UpperBounds() {}

  /**
   * Infer requests divided by streams: the bound of values that count a request only while it holds
   * an infer request. The number of streams is the configured one; OpenVINO lowers a number above
   * the cores, which only raises the bound.
   */
  static UpperBound ofInferRequests(ServedModel model, Serving server) {
    OptionalInt streams = model.streams();
    OptionalInt nireq = model.nireq();
    String what = server.image() + " counts a request only while it holds one of ";
    if (streams.isPresent() && nireq.isPresent()) {
      double ratio = (double) nireq.getAsInt() / streams.getAsInt();
      return new UpperBound.Limited(
          ratio,
          what
              + "nireq="
              + nireq.getAsInt()
              + " infer requests, so the value cannot exceed "
              + nireq.getAsInt()
              + "/"
              + streams.getAsInt()
              + " = "
              + number(ratio),
          needed ->
              setNireq(
                  "",
                  atLeast(ServedModel.REQUESTS_IN_VIEW_PER_STREAM, needed, streams.getAsInt()),
                  " on the model"));
    }
    OptionalDouble chosen =
        nireq.isPresent() ? OptionalDouble.empty() : model.nireqPerStreamIfUnset();
    // A hint and streams are mutually exclusive.
    boolean isHinted = chosen.isPresent() && model.hasPerformanceHint();
    String where = isHinted ? " on the model instead of the hint" : " on the model";
    String fix = "Set .streams(..)" + where + ", which configures four infer requests per stream";
    return chosen.isPresent()
        ? new UpperBound.Limited(
            chosen.getAsDouble(),
            what
                + "the infer requests that OpenVINO chooses, for this device "
                + number(chosen.getAsDouble())
                + " per stream",
            needed ->
                needed < ServedModel.REQUESTS_IN_VIEW_PER_STREAM
                    ? fix
                    : setNireq(".streams(4)", atLeast(1, needed, 4), where))
        : new UpperBound.Unknown(
            what + "its infer requests, and OpenVINO chooses the streams of " + model.device(),
            fix);
  }

  /** HTTP workers divided by streams: requests that wait for a worker are in no metric. */
  static UpperBound ofHttpWorkers(
      List<ServedModel> models, OptionalInt workers, Aggregation aggregation) {
    if (workers.isEmpty() || models.stream().anyMatch(model -> model.streams().isEmpty())) {
      return UNKNOWN_WORKERS;
    }
    IntStream streams = models.stream().mapToInt(model -> model.streams().orElseThrow());
    // At most all workers serve the model with the fewest streams; for the mean, the others are
    // idle.
    int by =
        switch (aggregation) {
          case MAX -> streams.min().orElse(1);
          case MEAN -> streams.min().orElse(1) * models.size();
          case SUM -> streams.sum();
        };
    double ratio = (double) workers.getAsInt() / by;
    return new UpperBound.Limited(
        ratio,
        "HTTP requests beyond the "
            + workers.getAsInt()
            + " HTTP workers queue outside all metrics, so the value cannot exceed "
            + workers.getAsInt()
            + "/"
            + by
            + " = "
            + number(ratio),
        needed -> setWorkers(atLeast(ServedModel.REQUESTS_IN_VIEW_PER_STREAM, needed, by)));
  }

  /**
   * HTTP workers beyond the infer requests, divided by infer requests: only those can wait for one.
   */
  static UpperBound ofWaitingWorkers(List<ServedModel> models, OptionalInt workers) {
    if (workers.isEmpty() || models.stream().anyMatch(model -> model.nireq().isEmpty())) {
      return UNKNOWN_WORKERS;
    }
    int nireq = models.stream().mapToInt(model -> model.nireq().orElseThrow()).min().orElse(1);
    double ratio = Math.max(0, (double) workers.getAsInt() / nireq - 1);
    return new UpperBound.Limited(
        ratio,
        "of the "
            + workers.getAsInt()
            + " HTTP workers, only those wait that hold none of nireq="
            + nireq
            + " infer requests, so the value cannot exceed "
            + number(ratio),
        needed -> setWorkers((long) Math.floor((needed + 1) * nireq) + 1));
  }

  /** Returns the upper bound over all models: the highest one, or that of all models as one. */
  static UpperBound together(Aggregation aggregation, List<UpperBound> models) {
    if (aggregation == Aggregation.MAX || models.size() <= 1) {
      return models.stream()
          .max(BY_HEIGHT)
          .orElseGet(
              () ->
                  new UpperBound.Unknown(
                      "there is no such model", "Use the name of a model of the server"));
    }
    return models.stream()
        .filter(bound -> !(bound instanceof UpperBound.Limited))
        .max(BY_HEIGHT)
        .orElseGet(
            () -> {
              // Neither a mean nor a fraction of sums exceeds its highest part.
              UpperBound.Limited highest =
                  (UpperBound.Limited) models.stream().max(BY_HEIGHT).orElseThrow();
              double mean =
                  models.stream().mapToDouble(UpperBounds::height).average().orElseThrow();
              return aggregation == Aggregation.MEAN
                  ? new UpperBound.Limited(
                      mean, "the mean over all models cannot exceed " + number(mean), highest.fix())
                  : highest;
            });
  }

  /** Returns the upper bound of a fraction of sums, weighted by streams. */
  static UpperBound ofSums(List<ServedModel> models, List<UpperBound> bounds) {
    UpperBound highest = together(Aggregation.SUM, bounds);
    boolean known =
        bounds.stream().allMatch(UpperBound.Limited.class::isInstance)
            && models.stream().allMatch(model -> model.streams().isPresent());
    if (!known || !(highest instanceof UpperBound.Limited limited)) {
      return highest;
    }
    double requests = 0;
    double streams = 0;
    for (int i = 0; i < bounds.size(); i++) {
      int ofModel = models.get(i).streams().orElseThrow();
      requests += height(bounds.get(i)) * ofModel;
      streams += ofModel;
    }
    double ratio = requests / streams;
    return new UpperBound.Limited(
        ratio,
        "all models together hold at most "
            + number(requests)
            + " requests on "
            + number(streams)
            + " streams, so the value cannot exceed "
            + number(ratio),
        limited.fix());
  }

  static UpperBound lower(UpperBound one, UpperBound other) {
    return BY_HEIGHT.compare(one, other) <= 0 || other instanceof UpperBound.Unknown ? one : other;
  }

  /** Returns a number that raises a ratio above the needed value, and at least to the usual one. */
  static long atLeast(int usual, double needed, int by) {
    return Math.max((long) usual * by, (long) Math.floor(needed * by) + 1);
  }

  /** Returns the fix that sets this number of HTTP workers, if OVMS accepts it. */
  static String setWorkers(long count) {
    return count <= ServingCapacity.MOST_REST_WORKERS
        ? "Set .restWorkers(" + count + ") on the server"
        : "No .restWorkers(..) is high enough; OVMS accepts at most "
            + ServingCapacity.MOST_REST_WORKERS
            + ": choose another signal";
  }

  private static String setNireq(String streams, long count, String where) {
    return count <= ServingCapacity.MOST_INFER_REQUESTS
        ? "Set " + streams + ".nireq(" + count + ")" + where
        : "No .nireq(..) is high enough; OVMS accepts at most "
            + ServingCapacity.MOST_INFER_REQUESTS
            + ": choose another signal";
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value) + ".0"
        : String.valueOf(Math.round(value * 100) / 100.0);
  }

  /** Orders bounds: unknown above limited, because it may be higher, and below unlimited. */
  private static double height(UpperBound bound) {
    if (bound instanceof UpperBound.Limited limited) {
      return limited.value();
    }
    return bound instanceof UpperBound.Unknown ? Double.MAX_VALUE : Double.POSITIVE_INFINITY;
  }
}
