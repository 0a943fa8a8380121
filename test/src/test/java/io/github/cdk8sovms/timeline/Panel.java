package io.github.cdk8sovms.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Lines over the same time, of the same unit.
 *
 * @param target a line across; NaN for none
 */
record Panel(String title, List<Line> lines, double target) {
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

  /** What the published recipe showed of itself: ratio, replicas, throughput. */
  static List<Panel> ofScaling(double target) {
    return List.of(
        new Panel(
            "requests per stream",
            List.of(new Line("mean of the pods", "mean_ratio", BLUE, false)),
            target),
        new Panel(
            "replicas",
            List.of(
                new Line("wanted", "desired", ORANGE, true), new Line("ready", "pods", BLUE, true)),
            Double.NaN),
        new Panel(
            "requests a second",
            List.of(
                new Line("offered", "offered", GREY, false),
                new Line("answered", "answered", GREEN, false),
                new Line("too late", "late", ORANGE, false)),
            Double.NaN));
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
    return Axis.upTo(highest);
  }
}
