package io.github.cdk8sovms.emulator;

import java.util.Locale;

/**
 * The text that Prometheus reads.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
final class Exposition {
  private final StringBuilder text = new StringBuilder();

  void family(Family family) {
    text.append("# HELP ").append(family.series()).append(' ').append(family.help()).append('\n');
    text.append("# TYPE ").append(family.series()).append(' ');
    text.append(family.type().name().toLowerCase(Locale.ROOT)).append('\n');
  }

  void sample(String series, Labels labels, double value) {
    text.append(series).append(labels).append(' ').append(number(value)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
