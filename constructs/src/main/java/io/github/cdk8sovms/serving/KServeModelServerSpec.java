package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.Environment;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server as an InferenceService.
 *
 * @param server what every kind of server has
 * @param runtime the platform's, if it is not emitted here
 * @param deviceGroups supplemental groups that own devices of the node
 * @param deviceClaims devices of DRA drivers
 * @param downloads storage for files that KServe downloads
 * @param configuredRollout the rollout strategy, if configured
 * @param environment variables of the user
 * @param extraArguments flags of the user
 * @param startTimes configured durations of the start
 * @param isRawDeployment whether the mode has the name that KServe used before 0.16
 * @param isHeadless whether KServe creates Services without an address
 */
record KServeModelServerSpec(
    ServerSpec server,
    Optional<KServeRuntime> runtime,
    List<Integer> deviceGroups,
    List<DeviceClaim> deviceClaims,
    DownloadSettings downloads,
    Optional<Rollout> configuredRollout,
    Environment environment,
    ExtraArguments extraArguments,
    StartTimes startTimes,
    boolean isRawDeployment,
    boolean isHeadless) {
  /** Appended to the name of the InferenceService ({@code PredictorServiceName}). */
  static final String PREDICTOR = "-predictor";

  /** Prefix of the label by which KServe selects the pods ({@code GetRawServiceLabel}). */
  static final String LABEL_PREFIX = "isvc.";

  KServeModelServerSpec {
    deviceGroups = List.copyOf(deviceGroups);
    deviceClaims = List.copyOf(deviceClaims);
  }

  /** Returns the model; the first one if several are given, which is refused. */
  Servable model() {
    return server.servables().get(0);
  }

  KServeStorage storage() {
    return new KServeStorage(model().source());
  }

  /** Returns the name of the Deployment and of the Service, {@code PredictorServiceName}. */
  String predictor() {
    return server.placement().identity().name() + PREDICTOR;
  }

  NodeLimits nodeLimits() {
    return new NodeLimits(server, configuredRollout, !deviceClaims.isEmpty());
  }

  /** Returns the flags of OVMS; those that the platform's runtime has are left out. */
  List<String> arguments() {
    ModelFlags model = new ModelFlags(model(), KServeStorage.DIRECTORY);
    List<String> arguments = new ArrayList<>();
    if (runtime.isEmpty()) {
      arguments.addAll(model.identity());
    }
    arguments.addAll(model.settings());
    if (runtime.isEmpty()) {
      arguments.add("--port=" + server.ports().grpc());
      arguments.add("--rest_port=" + server.ports().rest());
      // KServe fetches the files once, so there is nothing to poll for.
      arguments.add("--file_system_poll_wait_seconds=0");
    }
    if (runtime.filter(KServeRuntime::metricsEnabled).isEmpty()) {
      arguments.add("--metrics_enable");
    }
    List<OvmsMetric> chosen = server.metrics().chosen();
    if (!chosen.isEmpty()) {
      arguments.add(
          "--metrics_list=" + String.join(",", chosen.stream().map(OvmsMetric::series).toList()));
    }
    arguments.addAll(CommandLine.ofCapacity(server));
    arguments.add("--log_level=" + server.logLevel());
    arguments.addAll(extraArguments.flags());
    return arguments;
  }
}
