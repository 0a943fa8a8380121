package io.github.cdk8sovms.emulator;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What clients saw in some time, and the pods at its end.
 *
 * @param seconds when it ended
 * @param perSecond the rate that was set last
 * @param offered requests a second that came
 * @param answered requests a second that were answered
 * @param late those of the answered that came too late, a second
 * @param refused requests a second that failed: no pod, no room, or lost with their pod
 * @param p50Millis time from sending to answer that half of the answered took at most; NaN for none
 * @param p95Millis the same of 95 %
 * @param ratios requests per stream of each pod behind the Service, by name
 */
public record LoadSample(
    double seconds,
    double perSecond,
    double offered,
    double answered,
    double late,
    double refused,
    double p50Millis,
    double p95Millis,
    SortedMap<String, Double> ratios) {
  /** The first line of a file of samples. */
  public static final String CSV_HEADER =
      "seconds,per_second,offered,answered,late,refused,p50_ms,p95_ms,pods,mean_ratio,ratios";

  /** Copies the map. */
  public LoadSample {
    ratios = Collections.unmodifiableSortedMap(new TreeMap<>(ratios));
  }

  /** The mean of all pods; zero if there are none. */
  public double meanRatio() {
    return ratios.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** One line of a file of samples; pods are {@code name=ratio}, with a space between. */
  public String csv() {
    StringJoiner pods = new StringJoiner(" ");
    for (Map.Entry<String, Double> pod : ratios.entrySet()) {
      pods.add(pod.getKey() + "=" + number(pod.getValue()));
    }
    return String.join(
        ",",
        number(seconds),
        number(perSecond),
        number(offered),
        number(answered),
        number(late),
        number(refused),
        number(p50Millis),
        number(p95Millis),
        String.valueOf(ratios.size()),
        number(meanRatio()),
        pods.toString());
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
  }
}
