package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a server reads its arguments and files.
 *
 * @param restPort 0 for no HTTP
 * @param grpcPort 0 for no gRPC
 * @param cores that it believes to have
 * @param pollSeconds how often files are looked for again; 0 for never
 * @param metrics families that are exported; empty if there is no endpoint
 * @param apiKey that requests to graphs over HTTP have to bring
 */
record ServerSettings(
    OvmsRelease release,
    int restPort,
    int grpcPort,
    int cores,
    int restWorkers,
    int grpcThreads,
    ChannelArguments channel,
    int pollSeconds,
    Set<Family> metrics,
    List<ModelSettings> models,
    List<GraphSettings> graphs,
    Optional<String> apiKey) {
  /** Of a node that a container may use as a whole. */
  static final int CORES_OF_NODE = 16;

  private static final int WITHOUT_LIMIT = Integer.MAX_VALUE;

  static ServerSettings of(PodSpecView spec) {
    OvmsRelease release = OvmsRelease.ofImage(spec.image());
    CommandLine line = CommandLine.parse(spec.args(), release);
    int cores = cores(spec, release);
    new ArgumentRules(line, cores).check();
    Optional<ConfigFile> file =
        line.has("config_path")
            ? Optional.of(ConfigFile.read(line.text("config_path"), spec.files(), release))
            : Optional.empty();
    return new ServerSettings(
        release,
        line.number("rest_port", 0),
        line.number("port", 0),
        cores,
        line.number("rest_workers", Math.max(2, cores * release.restWorkersPerCore())),
        line.number("grpc_max_threads", release.limitsGrpc() ? 8 * cores : WITHOUT_LIMIT),
        ChannelArguments.parse(
            line.text("grpc_channel_arguments"), release.limitsGrpc() ? cores : WITHOUT_LIMIT),
        line.number("file_system_poll_wait_seconds", 1),
        metrics(line, file, release),
        file.isPresent()
            ? file.get().models().stream().map(model -> ModelReader.read(model, cores)).toList()
            : List.of(onlyModel(line, cores)),
        file.map(ConfigFile::graphs).orElse(List.of()),
        Optional.ofNullable(spec.files().get(line.text("api_key_file")))
            .map(text -> text.lines().findFirst().orElse("")));
  }

  /** The quota of the container counts since 2026.2; before, the cores of the node. */
  private static int cores(PodSpecView spec, OvmsRelease release) {
    return release.isBefore(2026, 2) || spec.cpuLimit().isEmpty()
        ? CORES_OF_NODE
        : (int) Math.max(1, Math.ceil(spec.cpuLimit().getAsDouble()));
  }

  /** If it cannot be loaded, the server ends; one of a file is only not served then. */
  private static ModelSettings onlyModel(CommandLine line, int cores) {
    ModelSettings model = ModelReader.read(modelOf(line), cores);
    if (!model.loads()) {
      throw refused(model.failure());
    }
    return model;
  }

  private static ObjectNode modelOf(CommandLine line) {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    model.put("name", line.text("model_name"));
    model.put("nireq", line.number("nireq", 0));
    model.put("target_device", line.text("target_device"));
    for (String name : List.of("plugin_config", "model_version_policy")) {
      if (line.has(name)) {
        model.set(name, ConfigFile.parse(line.text(name)));
      }
    }
    return model;
  }

  private static Set<Family> metrics(
      CommandLine line, Optional<ConfigFile> file, OvmsRelease release) {
    boolean byLine = line.isOn("metrics_enable");
    boolean byFile = file.isPresent() && file.get().hasMonitoring();
    if (byLine && byFile) {
      throw refused("Metrics are set both in the command line and in the configuration file");
    }
    if (byFile && file.get().enablesMetrics() && line.number("rest_port", 0) == 0) {
      throw refused("Missing rest_port parameter in server CLI");
    }
    Optional<List<String>> listed =
        byFile
            ? file.get().metricsList()
            : Optional.of(line.text("metrics_list"))
                .filter(text -> !text.isEmpty())
                .map(text -> Arrays.stream(text.split(",")).map(String::trim).toList());
    Set<Family> families =
        listed.map(names -> Family.listed(names, release)).orElse(Family.defaults(release));
    return byLine || (byFile && file.get().enablesMetrics()) ? families : Set.of();
  }

  private static StartRefused refused(String message) {
    return new StartRefused(StartRefused.FAILURE, message);
  }
}
