package io.github.cdk8sovms.planning;

import io.github.cdk8sovms.internal.promql.Series;
import io.github.cdk8sovms.internal.promql.SeriesStore;
import io.github.cdk8sovms.planning.ServableSpec.ModelSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which series a scrape reads: those of the metrics that occur in a query. */
final class Exports {
  private static final String UP = "up";

  /** A series of a pod, and where its value is. */
  private interface Export {
    Series series();

    double value(boolean loaded);
  }

  /** A gauge or counter; of another protocol than the clients', it stays 0. */
  private record Number(Series series, Family family, Station station, boolean used)
      implements Export {
    @Override
    public double value(boolean loaded) {
      return used ? family.value(station, loaded) : 0;
    }
  }

  private record Sum(Series series, Timing timing, boolean used) implements Export {
    @Override
    public double value(boolean loaded) {
      return used ? timing.sum() : 0;
    }
  }

  private record Count(Series series, Timing timing, boolean used) implements Export {
    @Override
    public double value(boolean loaded) {
      return used ? timing.count() : 0;
    }
  }

  private record Bucket(Series series, Timing timing, int bound, boolean used) implements Export {
    @Override
    public double value(boolean loaded) {
      return used ? timing.upTo(bound) : 0;
    }
  }

  /** All series of the servables of a pod. */
  static final class OfPod {
    private final List<Export> all = new ArrayList<>();

    void append(double time, boolean loaded) {
      for (Export each : all) {
        each.series().append(time, each.value(loaded));
      }
    }

    void stale(double time) {
      for (Export each : all) {
        each.series().stale(time);
      }
    }

    void forget(SeriesStore store) {
      for (Export each : all) {
        store.forget(each.series());
      }
    }
  }

  private final PlanSpec spec;
  private final SeriesStore store;
  private final Set<Family> families = EnumSet.noneOf(Family.class);
  private final Set<Family> withBuckets = EnumSet.noneOf(Family.class);
  private final String usedInterface;

  Exports(PlanSpec spec, SeriesStore store, Collection<String> queries) {
    this.spec = spec;
    this.store = store;
    this.usedInterface = spec.clients() instanceof Clients.Http ? "REST" : "gRPC";
    for (Family family : Family.values()) {
      for (String query : queries) {
        boolean any = query.contains("__name__");
        if (any || query.contains(family.metric())) {
          families.add(family);
        }
        if (family.isHistogram() && (any || query.contains(family.metric() + Family.BUCKET))) {
          withBuckets.add(family);
        }
      }
    }
  }

  boolean haveBuckets() {
    return !withBuckets.isEmpty();
  }

  Series up(String pod) {
    return store.series(UP, labels(pod));
  }

  OfPod of(Replica pod) {
    OfPod exports = new OfPod();
    for (int i = 0; i < pod.stations.length; i++) {
      ServableSpec servable = spec.server().servables().get(i);
      for (Family family : families) {
        if (family.isOf(servable)) {
          add(exports.all, family, servable, pod, pod.stations[i]);
        }
      }
    }
    return exports;
  }

  private void add(
      List<Export> all, Family family, ServableSpec servable, Replica pod, Station station) {
    Map<String, String> labels = labels(pod.name);
    labels.put("name", servable.name());
    if (servable instanceof ModelSpec model) {
      labels.put("version", String.valueOf(model.version()));
    }
    if (family == Family.GRAPH_TIME) {
      labels.put("method", method(servable, usedInterface));
    }
    if (!family.hasInterface()) {
      add(all, family, labels, station, true);
      return;
    }
    for (String each : List.of("REST", "gRPC")) {
      Map<String, String> more = new TreeMap<>(labels);
      more.put("interface", each);
      if (family.hasMethod()) {
        more.put("api", servable instanceof ModelSpec || each.equals("gRPC") ? "KServe" : "V3");
        more.put("method", method(servable, each));
      }
      add(all, family, more, station, each.equals(usedInterface));
    }
  }

  private static String method(ServableSpec servable, String ofInterface) {
    return servable instanceof ModelSpec || ofInterface.equals("gRPC") ? "ModelInfer" : "Unary";
  }

  private void add(
      List<Export> all, Family family, Map<String, String> labels, Station station, boolean used) {
    if (!family.isHistogram()) {
      all.add(new Number(store.series(family.metric(), labels), family, station, used));
      return;
    }
    Timing timing = family.timing(station);
    all.add(new Sum(store.series(family.metric() + "_sum", labels), timing, used));
    all.add(new Count(store.series(family.metric() + "_count", labels), timing, used));
    if (withBuckets.contains(family)) {
      for (int bound = 0; bound <= Timing.BOUNDS.length; bound++) {
        Map<String, String> bounded = new TreeMap<>(labels);
        bounded.put(
            "le",
            bound == Timing.BOUNDS.length ? "+Inf" : String.valueOf((long) Timing.BOUNDS[bound]));
        all.add(
            new Bucket(
                store.series(family.metric() + Family.BUCKET, bounded), timing, bound, used));
      }
    }
  }

  private Map<String, String> labels(String pod) {
    Map<String, String> labels = new TreeMap<>(spec.scrape().labels());
    labels.put(spec.scrape().namespaceLabel(), spec.server().namespace());
    labels.put(spec.scrape().podLabel(), pod);
    return labels;
  }
}
