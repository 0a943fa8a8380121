package io.github.cdk8sovms.planning.report;

import io.github.cdk8sovms.planning.PlanResult;
import io.github.cdk8sovms.planning.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A picture of a plan as SVG: traffic, replicas and late requests over time. Written without a
 * library of charts, so that the same plan gives the same bytes on each machine.
 */
public final class PlanPicture {
  private static final int LEFT = 56;
  private static final int TOP = 52;
  private static final int WIDTH = 760;
  private static final int HEIGHT = 110;
  private static final int GAP = 44;
  private static final int MOST_POINTS = WIDTH / 2;

  private static final String BLUE = "#0072b2";
  private static final String ORANGE = "#d55e00";
  private static final String GREY = "#6e7781";

  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #24292f; }
        .title { font-weight: bold; font-size: 14px; }
        .grid { stroke: #d0d7de; }
        .line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .grid { stroke: #3d444d; }
        }
      </style>
      """;

  /** A line of a panel. */
  private record Line(
      String name, String color, boolean isStepped, ToDoubleFunction<Point> value) {}

  private final List<Point> points;
  private final PictureAxis time;
  private final TimeUnit unit;
  private final StringBuilder svg = new StringBuilder();

  private PlanPicture(PlanResult result) {
    this.points = merged(result.timeline());
    this.unit = TimeUnit.of(result.seconds());
    this.time = PictureAxis.ofTime(result.seconds() / unit.seconds());
  }

  /** Units of the axis of time. */
  private enum TimeUnit {
    SECONDS("s", 1),
    MINUTES("min", 60),
    HOURS("h", 3600),
    DAYS("d", 86_400);

    private final String symbol;
    private final double seconds;

    TimeUnit(String symbol, double seconds) {
      this.symbol = symbol;
      this.seconds = seconds;
    }

    double seconds() {
      return seconds;
    }

    static TimeUnit of(double length) {
      return length <= 120
          ? SECONDS
          : length <= 2 * 3600 ? MINUTES : length <= 3 * 86_400 ? HOURS : DAYS;
    }
  }

  /** Draws a plan. */
  public static String draw(PlanReport report) {
    return new PlanPicture(report.result()).whole(report);
  }

  private String whole(PlanReport report) {
    int width = LEFT + WIDTH + 16;
    int height = TOP + 3 * HEIGHT + 2 * GAP + 30;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">",
        width, height, width, height);
    svg.append(STYLE);
    add("<text class=\"title\" x=\"%d\" y=\"18\">%s</text>", LEFT, escaped(title(report)));
    panel(
        0,
        "requests a second",
        List.of(new Line("sent", GREY, false, point -> point.arrivals() / point.length())));
    panel(
        1,
        "replicas",
        List.of(
            new Line("desired", ORANGE, true, Point::desired),
            new Line("ready", BLUE, true, Point::ready)));
    panel(
        2,
        "late or refused requests a second",
        List.of(
            new Line(
                "late or refused",
                ORANGE,
                false,
                point -> (point.late() + point.refused()) / point.length())));
    add("</svg>");
    return svg.toString();
  }

  private static String title(PlanReport report) {
    return "%s: %s late, %s replica-hours"
        .formatted(
            report.manifest().spec().name(),
            Numbers.percent(report.result().lateShare()),
            Numbers.amount(report.result().replicaHours()));
  }

  private void panel(int row, String title, List<Line> lines) {
    double highest = 1;
    for (Line line : lines) {
      for (Point point : points) {
        highest = Math.max(highest, line.value().applyAsDouble(point));
      }
    }
    boolean isWhole = lines.get(0).isStepped();
    PictureAxis axis = isWhole ? PictureAxis.wholeUpTo(highest) : PictureAxis.upTo(highest);
    add("<g transform=\"translate(%d %d)\">", LEFT, TOP + row * (HEIGHT + GAP));
    grid(axis);
    add("<text x=\"0\" y=\"-6\">%s</text>", title);
    int right = WIDTH;
    for (Line line : lines) {
      if (lines.size() > 1) {
        add(
            "<text x=\"%d\" y=\"-6\" text-anchor=\"end\" style=\"fill: %s\">%s</text>",
            right, line.color(), line.name());
        // Fonts differ; 7 pixels a letter is room enough for each of them.
        right -= 7 * line.name().length() + 14;
      }
      add("<path class=\"line\" stroke=\"%s\" d=\"%s\"/>", line.color(), path(line, axis));
    }
    add("</g>");
  }

  private void grid(PictureAxis axis) {
    for (double mark : axis.marks()) {
      String y = pixel(HEIGHT * (1 - axis.part(mark)));
      add("<line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>", WIDTH, y, y);
      add("<text x=\"-6\" y=\"%s\" dy=\"4\" text-anchor=\"end\">%s</text>", y, axis.label(mark));
    }
    for (double mark : time.marks()) {
      add(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s%s</text>",
          pixel(WIDTH * time.part(mark)),
          HEIGHT + 16,
          time.label(mark),
          mark == 0 ? " " + unit.symbol : "");
    }
  }

  private String path(Line line, PictureAxis axis) {
    StringBuilder path = new StringBuilder();
    String before = "";
    for (Point point : points) {
      double at = line.isStepped() ? point.seconds() : point.seconds() + point.length() / 2;
      String x = pixel(WIDTH * time.part(at / unit.seconds()));
      String y = pixel(HEIGHT * (1 - axis.part(line.value().applyAsDouble(point))));
      if (before.isEmpty()) {
        path.append('M').append(x).append(' ').append(y);
      } else if (!line.isStepped()) {
        path.append('L').append(x).append(' ').append(y);
      } else if (!y.equals(before)) {
        path.append('H').append(x).append('V').append(y);
      }
      before = y;
    }
    if (line.isStepped() && !points.isEmpty()) {
      Point last = points.get(points.size() - 1);
      path.append('H')
          .append(pixel(WIDTH * time.part((last.seconds() + last.length()) / unit.seconds())));
    }
    return path.toString();
  }

  /** Returns at most a point for two pixels: sums of requests, the highest of replicas. */
  private static List<Point> merged(List<Point> all) {
    int group = (all.size() + MOST_POINTS - 1) / MOST_POINTS;
    List<Point> merged = new ArrayList<>();
    for (int i = 0; i < all.size(); i += group) {
      List<Point> part = all.subList(i, Math.min(all.size(), i + group));
      merged.add(
          new Point(
              part.get(0).seconds(),
              part.stream().mapToDouble(Point::length).sum(),
              part.stream().mapToLong(Point::arrivals).sum(),
              part.stream().mapToLong(Point::late).sum(),
              part.stream().mapToLong(Point::refused).sum(),
              part.stream().mapToInt(Point::desired).max().orElse(0),
              part.stream().mapToDouble(Point::ready).average().orElse(0)));
    }
    return merged;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String pixel(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
