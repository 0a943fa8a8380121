package io.github.cdk8sovms.timeline;

import java.util.List;

/** Marks of minutes below a panel. */
final class Minutes {
  private Minutes() {}

  static void draw(Svg svg, double minutes, int left, int right, int y) {
    Axis axis = Axis.endingAt(minutes);
    List<Double> marks = axis.marks();
    for (double mark : marks) {
      boolean last = mark == marks.get(marks.size() - 1);
      svg.textAtEnd(
          "small",
          left + (right - left) * axis.part(mark) + 3,
          y,
          axis.label(mark) + (last ? " min" : ""));
    }
  }
}
