package io.github.cdk8sovms.timeline;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests by time and duration: each bucket less the one below, as Grafana draws histograms. */
record HeatmapPanel(Svg svg, int width, int height, double minutes) {
  private static final int LEFT = 66;
  private static final int TOP = 32;
  private static final int BELOW = 26;
  private static final int RIGHT = 12;

  void draw(Map<String, double[]> buckets) {
    List<Map.Entry<String, double[]>> sorted =
        buckets.entrySet().stream()
            .filter(bucket -> !bucket.getKey().equals("+Inf"))
            .sorted(Comparator.comparingDouble(bucket -> Double.parseDouble(bucket.getKey())))
            .toList();
    double most = 0;
    int lowest = sorted.size();
    int highest = 0;
    for (int row = 0; row < sorted.size(); row++) {
      for (int i = 0; i < sorted.get(row).getValue().length; i++) {
        double count = count(sorted, row, i);
        most = Math.max(most, count);
        if (count > 0.5) {
          lowest = Math.min(lowest, row);
          highest = Math.max(highest, row);
        }
      }
    }
    int rows = highest - lowest + 1;
    for (int row = lowest; row <= highest; row++) {
      double y = TOP + (double) (height - BELOW - TOP) * (highest - row) / rows;
      double tall = (double) (height - BELOW - TOP) / rows;
      row(sorted, row, y, tall, most);
      svg.textAtEnd(
          "small",
          LEFT - 6,
          y + 4,
          GrafanaUnit.SECONDS.text(Double.parseDouble(sorted.get(row).getKey()) / 1e6));
    }
    Minutes.draw(svg, minutes, LEFT, width - RIGHT, height - BELOW + 16);
  }

  private void row(
      List<Map.Entry<String, double[]>> sorted, int row, double y, double tall, double most) {
    int columns = sorted.get(row).getValue().length;
    double wide = (double) (width - RIGHT - LEFT) / columns;
    for (int i = 0; i < columns; i++) {
      double part = Math.sqrt(count(sorted, row, i) / most);
      if (part > 0.05) {
        svg.add(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"#d9480f\" opacity=\"%s\"/>",
            Svg.pixel(LEFT + i * wide),
            Svg.pixel(y + 0.5),
            Svg.pixel(wide - 0.5),
            Svg.pixel(tall - 1),
            String.format(Locale.ROOT, "%.2f", part));
      }
    }
  }

  private static double count(List<Map.Entry<String, double[]>> sorted, int row, int column) {
    double below = row == 0 ? 0 : sorted.get(row - 1).getValue()[column];
    double count = sorted.get(row).getValue()[column] - below;
    return Double.isNaN(count) ? 0 : Math.max(0, count);
  }
}
