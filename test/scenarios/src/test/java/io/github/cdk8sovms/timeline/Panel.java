package io.github.cdk8sovms.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines over the same time, of the same unit.
 *
 * @param target a line across; NaN for none
 * @param scale the axis on which a highest value fits
 */
record Panel(String title, List<Line> lines, double target, DoubleFunction<Axis> scale) {
  /**
   * A column of samples.
   *
   * @param stepped whether a value holds until the next, as a count of pods does
   */
  record Line(String name, String column, String color, boolean stepped) {}

  private static final String BLUE = "#0072b2";
  private static final String ORANGE = "#d55e00";
  private static final String GREEN = "#009e73";
  private static final String GREY = "#888888";

  /** The panels that the published recipe shows: ratio, replicas and throughput. */
  static List<Panel> ofScaling(double target) {
    return List.of(
        new Panel(
            "requests per stream",
            List.of(new Line("mean of all pods", "mean_ratio", BLUE, false)),
            target,
            Axis::upTo),
        new Panel(
            "replicas",
            List.of(
                new Line("desired", "desired", ORANGE, true),
                new Line("ready", "pods", BLUE, true)),
            Double.NaN,
            Axis::ofCounts),
        new Panel(
            "requests per second",
            List.of(
                new Line("sent", "offered", GREY, false),
                new Line("completed", "answered", GREEN, false),
                new Line("of these late", "late", ORANGE, false)),
            Double.NaN,
            Axis::upTo));
  }

  /** On which the lines of all samples fit, so that they can be compared. */
  Axis axis(Stream<Samples> all) {
    DoubleStream values =
        all.flatMapToDouble(
            samples ->
                lines.stream()
                    .flatMapToDouble(line -> Arrays.stream(samples.column(line.column()))));
    double highest =
        DoubleStream.concat(values, DoubleStream.of(target, 1))
            .filter(value -> !Double.isNaN(value))
            .max()
            .orElseThrow();
    return scale.apply(highest);
  }
}
