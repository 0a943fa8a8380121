package io.github.cdk8sovms.planning.manifest;

import static io.github.cdk8sovms.planning.manifest.ManifestOptions.INFER_REQUESTS;
import static io.github.cdk8sovms.planning.manifest.ManifestOptions.REST_WORKERS;
import static io.github.cdk8sovms.planning.manifest.ManifestOptions.STREAMS;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.planning.ServableSpec;
import io.github.cdk8sovms.planning.ServerSpec;
import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Completes the server of a manifest with options and assumptions. */
final class ServerAssumptions {
  /** Assumed where nothing is known: a small model on a node that has the image. */
  private static final Duration START = Duration.ofSeconds(30);

  /** Threads enough for any plan over HTTP, which does not use them. */
  private static final int ANY_GRPC_THREADS = 256;

  private final ServerSettings server;
  private final ManifestOptions options;
  private final List<Assumption> assumptions;

  ServerAssumptions(ServerSettings server, ManifestOptions options, List<Assumption> assumptions) {
    this.server = server;
    this.options = options;
    this.assumptions = assumptions;
  }

  ServerSpec spec() {
    OvmsVersion release = release();
    int workers = httpWorkers(release);
    String traffic = modelWithTraffic();
    List<ServableSpec> servables =
        server.models().stream().map(model -> servable(model, workers, traffic)).toList();
    String namespace = server.ref().namespace();
    return new ServerSpec(
        servables,
        workers,
        grpcThreads(release),
        !release.countsOnlyRequestsBeingProcessed(),
        start(),
        Duration.ofSeconds(server.drainSeconds()),
        namespace.isEmpty() ? "default" : namespace,
        server.workload());
  }

  private OvmsVersion release() {
    if (options.release().isPresent()) {
      String given = options.release().get();
      return OvmsVersion.parse(given)
          .orElseThrow(
              () ->
                  new InvalidInputException(
                      "\"%s\" is not a release of OVMS. Use --ovms 2026.3, for example."
                          .formatted(given)));
    }
    String image = server.image();
    String reference = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = reference.lastIndexOf(':');
    String tag = colon > reference.lastIndexOf('/') ? reference.substring(colon + 1) : "";
    Optional<OvmsVersion> parsed = OvmsVersion.parse(tag);
    if (parsed.isEmpty()) {
      assumptions.add(
          new Assumption(
              "the image \"%s\" counts requests as OVMS %s does"
                  .formatted(image, OvmsVersion.NEWEST_READ),
              "--ovms"));
    }
    return parsed.orElse(OvmsVersion.NEWEST_READ);
  }

  private int httpWorkers(OvmsVersion release) {
    if (server.restWorkers().isPresent()) {
      return server.restWorkers().get();
    }
    if (options.number(REST_WORKERS).isPresent()) {
      return options.number(REST_WORKERS).get();
    }
    int cores =
        server
            .cores()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "%s has neither --rest_workers nor a CPU limit, by which OVMS chooses them. Give %s, such as %s 8."
                            .formatted(server.ref(), REST_WORKERS, REST_WORKERS)));
    int workers = release.defaultRestWorkers(cores);
    assumptions.add(
        new Assumption(
            "%d HTTP workers, as OVMS %s has with a CPU limit of %d"
                .formatted(workers, release, cores),
            REST_WORKERS));
    return workers;
  }

  private int grpcThreads(OvmsVersion release) {
    if (server.grpcThreads().isPresent()) {
      return server.grpcThreads().get();
    }
    if (options.grpc().isEmpty() || !release.isFrom(2023, 2) || server.cores().isEmpty()) {
      return ANY_GRPC_THREADS;
    }
    int threads = 8 * server.cores().getAsInt();
    assumptions.add(
        new Assumption("%d gRPC threads, eight per core of the CPU limit".formatted(threads), ""));
    return threads;
  }

  private String modelWithTraffic() {
    List<String> names = server.models().stream().map(ModelEntry::name).toList();
    String all = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    if (options.model().isPresent()) {
      String given = options.model().get();
      if (!names.contains(given)) {
        throw new InvalidInputException(
            "%s does not serve \"%s\", but %s. Correct --model."
                .formatted(server.ref(), given, all));
      }
      return given;
    }
    if (names.size() > 1) {
      throw new InvalidInputException(
          "%s serves %s. Choose the one that gets the traffic: --model %s."
              .formatted(server.ref(), all, names.get(0)));
    }
    return names.get(0);
  }

  private ServableSpec servable(ModelEntry model, int workers, String traffic) {
    double share = model.name().equals(traffic) ? 1 : 0;
    if (model.isGraph()) {
      int concurrency = Math.min(workers, model.pool().orElse(workers));
      return new ServableSpec.GraphSpec(model.name(), concurrency, share);
    }
    int streams = streams(model);
    return new ServableSpec.ModelSpec(
        model.name(),
        new Node(model.version()).integer().orElse(1),
        streams,
        inferRequests(model, streams),
        share);
  }

  private int streams(ModelEntry model) {
    if (model.streams().isPresent() && !model.isVirtualDevice()) {
      return model.streams().get();
    }
    if (options.number(STREAMS).isPresent()) {
      return options.number(STREAMS).get();
    }
    String reason =
        model.isVirtualDevice()
            ? "On %s the streams of \"%s\" of %s are chosen by OpenVINO"
                .formatted(model.device(), model.name(), server.ref())
            : "The streams of \"%s\" of %s are chosen by OVMS"
                .formatted(model.name(), server.ref());
    throw new InvalidInputException(
        reason
            + ", and a plan needs their number. Set NUM_STREAMS, in Java .streams(..), or give what a"
            + " pod exports as ovms_streams: "
            + STREAMS
            + " 4.");
  }

  private int inferRequests(ModelEntry model, int streams) {
    if (model.inferRequests().isPresent()) {
      return model.inferRequests().get();
    }
    if (options.number(INFER_REQUESTS).isPresent()) {
      return options.number(INFER_REQUESTS).get();
    }
    int requests = model.optimalInferRequests(streams);
    assumptions.add(
        new Assumption(
            "%d infer requests of \"%s\", as OpenVINO chooses for %d streams"
                .formatted(requests, model.name(), streams),
            INFER_REQUESTS));
    return requests;
  }

  private StartDurations start() {
    if (options.start().isPresent()) {
      return options.start().get();
    }
    assumptions.add(
        new Assumption(
            "a pod is ready %s after its creation".formatted(DurationTexts.text(START)),
            "--start"));
    return StartDurations.ofTotal(START);
  }
}
