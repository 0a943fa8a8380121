package io.github.cdk8sovms.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A page of metrics, read.
 *
 * @param samples values by series with labels, as they are written
 */
public record Scrape(Map<String, Double> samples) {
  public static Scrape of(OvmsPod pod) {
    return parse(pod.metrics());
  }

  static Scrape parse(String page) {
    Map<String, Double> samples = new HashMap<>();
    page.lines()
        .filter(Predicate.not(line -> line.startsWith("#")))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              samples.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
            });
    return new Scrape(samples);
  }

  /** The sum of a series over all labels that hold these. */
  public double sum(String series, String... labels) {
    return samples.entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(series + "{"))
        .filter(
            sample -> {
              for (String label : labels) {
                if (!sample.getKey().contains(label)) {
                  return false;
                }
              }
              return true;
            })
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The mean of what a histogram has seen, in seconds. */
  double meanSeconds(String histogram) {
    return sum(histogram + "_sum") / sum(histogram + "_count") / 1e6;
  }
}
