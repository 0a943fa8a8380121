package io.github.cdk8sovms.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Containers of a server with one model, whose arguments leave all else open. */
public record Servers(
    String version, int streams, int nireq, List<String> metrics, List<String> more) {
  public static final String MODEL = "resnet50";

  public static Servers of(String version, int streams, int nireq) {
    return new Servers(
        version,
        streams,
        nireq,
        List.of(),
        List.of("--rest_workers=10000", "--grpc_max_threads=100000"));
  }

  /** Exports these only. */
  public Servers listing(String names) {
    return new Servers(version, streams, nireq, List.of(names.split(",")), more);
  }

  public Servers with(String... args) {
    List<String> all = new ArrayList<>(more);
    all.addAll(List.of(args));
    return new Servers(version, streams, nireq, metrics, all);
  }

  public PodSpecView spec() {
    List<String> args =
        new ArrayList<>(
            List.of("--config_path=/config/config.json", "--port=8080", "--rest_port=8081"));
    args.addAll(more);
    String list =
        metrics.isEmpty() ? "" : ", \"metrics_list\": [\"" + String.join("\", \"", metrics) + "\"]";
    String config =
        """
        {"model_config_list": [{"config": {"name": "resnet50", "base_path": "/models/resnet50",
         "nireq": %d, "plugin_config": {"NUM_STREAMS": "%d"}}}],
         "monitoring": {"metrics": {"enable": true%s}}}
        """
            .formatted(nireq, streams, list);
    return new PodSpecView(
        "openvino/model_server:" + version,
        args,
        Map.of(),
        Map.of("/config/config.json", config),
        OptionalDouble.empty());
  }
}
