package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.internal.hpa.HpaSpec;
import io.github.cdk8sovms.planning.Clients;
import io.github.cdk8sovms.planning.PlanSpec;
import io.github.cdk8sovms.planning.ScrapeSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An autoscaler and its server, read from a manifest, as a plan simulates them.
 *
 * @param spec for the plan
 * @param autoscaler kind, namespace and name of the autoscaler
 * @param target kind, namespace and name of what it scales
 * @param image the image of the server
 * @param device the device of the model with traffic; empty for a graph
 * @param assumptions what the manifest does not hold, in the order in which it was read
 */
public record PlanManifest(
    PlanSpec spec,
    String autoscaler,
    String target,
    String image,
    String device,
    List<Assumption> assumptions) {

  /** The scrape timeout that cannot exceed the interval. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Copies the list. */
  public PlanManifest {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * Reads a manifest.
   *
   * @param objects its objects, as {@code Chart.toJson()} returns them or as YAML contains them
   * @param parser parses the files in ConfigMaps
   * @throws InvalidInputException if it cannot be planned
   */
  public static PlanManifest read(
      List<? extends Map<String, ?>> objects, TextParser parser, ManifestOptions options) {
    return new Reader(ManifestObjects.of(objects), new Texts(parser), options).read();
  }

  /** Reads one manifest. */
  private static final class Reader {
    private final ManifestObjects objects;
    private final Texts texts;
    private final ManifestOptions options;
    private final List<Assumption> assumptions = new ArrayList<>();
    private final Ignored ignored;

    Reader(ManifestObjects objects, Texts texts, ManifestOptions options) {
      this.objects = objects;
      this.texts = texts;
      this.options = options;
      this.ignored = new Ignored(options.ignored(), assumptions);
    }

    PlanManifest read() {
      Autoscaler autoscaler = autoscaler();
      ignored.checkUsed();
      ServerSettings settings = new ServerReader(objects, texts).read(autoscaler);
      ServerSpec server = new ServerAssumptions(settings, options, assumptions).spec();
      Map<String, String> queries = queries(autoscaler, settings, server);
      PlanSpec spec =
          new PlanSpec(
              autoscaler.ref().name(),
              server,
              clients(settings, server),
              scrape(settings, server, queries),
              hpa(autoscaler),
              queries);
      String device =
          settings.models().stream()
              .filter(model -> isCalled(server, model))
              .map(ModelEntry::device)
              .collect(Collectors.joining());
      return new PlanManifest(
          spec,
          autoscaler.ref().toString(),
          settings.ref().toString(),
          settings.image(),
          device,
          assumptions);
    }

    private static boolean isCalled(ServerSpec server, ModelEntry model) {
      return server.servables().stream()
          .anyMatch(each -> each.name().equals(model.name()) && each.share() > 0);
    }

    private Autoscaler autoscaler() {
      List<Node> all =
          Stream.concat(HpaReader.all(objects).stream(), ScaledObjectReader.all(objects).stream())
              .toList();
      List<Node> chosen = all.stream().filter(this::isChosen).toList();
      if (chosen.size() == 1) {
        Node object = chosen.get(0);
        return object.at("kind").text().equals("ScaledObject")
            ? new ScaledObjectReader(ignored, assumptions).read(object)
            : new HpaReader(ignored, assumptions).read(object);
      }
      if (all.isEmpty()) {
        throw new InvalidInputException(
            "The manifest has neither a HorizontalPodAutoscaler nor a ScaledObject. Give the files"
                + " of an autoscaler, its server and its Prometheus.");
      }
      String names =
          (chosen.isEmpty() ? all : chosen)
              .stream()
                  .map(object -> ManifestObjects.ref(object).toString())
                  .collect(Collectors.joining(", "));
      throw new InvalidInputException(
          chosen.isEmpty()
              ? "\"%s\" is not in the manifest, which has %s. Correct --autoscaler."
                  .formatted(options.autoscaler().orElse(""), names)
              : "The manifest has %d autoscalers: %s. Choose one: --autoscaler %s."
                  .formatted(chosen.size(), names, qualified(chosen.get(0))));
    }

    private boolean isChosen(Node object) {
      return options.autoscaler().isEmpty()
          || options.autoscaler().get().equals(ManifestObjects.name(object))
          || options.autoscaler().get().equals(qualified(object));
    }

    private static String qualified(Node object) {
      String namespace = ManifestObjects.namespace(object);
      return namespace.isEmpty()
          ? ManifestObjects.name(object)
          : namespace + "/" + ManifestObjects.name(object);
    }

    private HpaSpec hpa(Autoscaler autoscaler) {
      if (autoscaler.minReplicas() > autoscaler.maxReplicas()) {
        throw new InvalidInputException(
            "%s has a minimum of %d and a maximum of %d replicas. Correct it."
                .formatted(autoscaler.ref(), autoscaler.minReplicas(), autoscaler.maxReplicas()));
      }
      Behaviors behaviors = new Behaviors(autoscaler.ref(), autoscaler.behavior());
      return new HpaSpec(
          autoscaler.minReplicas(),
          autoscaler.maxReplicas(),
          autoscaler.metrics().stream().map(Reader::metric).toList(),
          behaviors.up(),
          behaviors.down(),
          behaviors.tolerance("scaleUp"),
          behaviors.tolerance("scaleDown"),
          options.syncPeriod().orElse(HpaSpec.DEFAULT_SYNC_PERIOD));
    }

    private static HpaSpec.Metric metric(MetricSource source) {
      return source instanceof MetricSource.Total
          ? new HpaSpec.ExternalMetric(source.name(), source.target())
          : new HpaSpec.PodsMetric(source.name(), source.target());
    }

    private Map<String, String> queries(
        Autoscaler autoscaler, ServerSettings settings, ServerSpec server) {
      AdapterRules rules = new AdapterRules(objects, texts, options.rules());
      Map<String, String> queries = new LinkedHashMap<>();
      for (MetricSource source : autoscaler.metrics()) {
        String query;
        if (source instanceof MetricSource.OfPods pods) {
          query =
              rules.query(
                  autoscaler.ref(),
                  source.name(),
                  server.namespace(),
                  settings.podPattern(),
                  pods.selector());
        } else {
          query = ((MetricSource.Total) source).query();
        }
        Queries.check(autoscaler.ref(), source.name(), query);
        queries.put(source.name(), query);
      }
      return queries;
    }

    private ScrapeSpec scrape(
        ServerSettings settings, ServerSpec server, Map<String, String> queries) {
      Duration interval =
          new ScrapeIntervals(objects, texts).of(settings, options.scrapeInterval());
      String namespaceLabel = "namespace";
      String podLabel = "pod";
      Map<String, String> others = new TreeMap<>();
      for (String query : queries.values()) {
        SeriesLabels labels = SeriesLabels.of(query, server.namespace(), server.workload());
        namespaceLabel = labels.namespace();
        podLabel = labels.pod();
        others.putAll(labels.others());
      }
      if (!others.isEmpty()) {
        String text =
            others.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(", "));
        assumptions.add(
            new Assumption("the series have the labels that the query selects: " + text, ""));
      }
      return new ScrapeSpec(
          interval,
          interval.compareTo(TIMEOUT) < 0 ? interval : TIMEOUT,
          namespaceLabel,
          podLabel,
          others);
    }

    private Clients clients(ServerSettings settings, ServerSpec server) {
      if (options.grpc().isEmpty()) {
        return http(server);
      }
      ManifestOptions.GrpcClients grpc = options.grpc().get();
      return new Clients.Grpc(
          grpc.count(),
          settings.channel("grpc.max_concurrent_streams").orElse(settings.cores().orElse(1)),
          Duration.ofMillis(settings.channel("grpc.max_connection_age_ms").orElse(0)),
          grpc.balanced());
    }

    private Clients http(ServerSpec server) {
      if (options.connections().isPresent()) {
        return Clients.http(options.connections().get());
      }
      assumptions.add(
          new Assumption(
              "clients have %d connections to a pod, one for each HTTP worker; other requests wait outside"
                  .formatted(server.httpWorkers()),
              "--clients"));
      return Clients.http(server.httpWorkers());
    }
  }
}
