package io.github.cdk8sovms.emulator;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** All series of a server. Those of families that are not enabled are kept, but never shown. */
final class Metrics {
  /** Writes the samples of one set of labels. */
  private interface Series {
    void write(Exposition page, String series, Labels labels);
  }

  /** A number that grows. */
  static final class Counter implements Series {
    private long value;

    void increment() {
      value++;
    }

    @Override
    public void write(Exposition page, String series, Labels labels) {
      page.sample(series, labels, value);
    }
  }

  private final Set<Family> enabled;
  private final Map<Family, Map<Labels, Series>> families = new EnumMap<>(Family.class);

  Metrics(Set<Family> enabled) {
    this.enabled = Set.copyOf(enabled);
  }

  Counter counter(Family family, Labels labels) {
    return (Counter) of(family).computeIfAbsent(labels, none -> new Counter());
  }

  Histogram histogram(Family family, Labels labels) {
    Histogram histogram = new Histogram();
    of(family).put(labels, histogram::write);
    return histogram;
  }

  void gauge(Family family, Labels labels, DoubleSupplier value) {
    of(family).put(labels, (page, series, each) -> page.sample(series, each, value.getAsDouble()));
  }

  String text() {
    Exposition page = new Exposition();
    families.forEach(
        (family, all) -> {
          if (enabled.contains(family)) {
            page.family(family);
            all.forEach((labels, series) -> series.write(page, family.series(), labels));
          }
        });
    return page.toString();
  }

  private Map<Labels, Series> of(Family family) {
    return families.computeIfAbsent(family, none -> new LinkedHashMap<>());
  }
}
