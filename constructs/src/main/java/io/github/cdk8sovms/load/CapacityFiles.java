package io.github.cdk8sovms.load;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.serving.InferenceEndpoint;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.Servable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files for k6: constant scripts, and data. */
record CapacityFiles(CapacityTestSpec spec) {
  static final String SCRIPT = "capacity.js";
  static final String OPTIONS = "options.json";

  /** The server is in the same pod. */
  private static final String HOST = "localhost";

  Map<String, String> content() {
    InferenceEndpoint server = spec.server().endpoint();
    RequestFiles requests =
        new RequestFiles(
            HOST,
            server.rest(),
            server.grpc(),
            server.openAiPath(),
            spec.target().model(),
            spec.target().payload(),
            spec.target().protocol(),
            spec.timeout(),
            spec.target().apiKey().map(key -> LoadFiles.KEY_DIRECTORY + "/" + key.key()));
    Map<String, String> files = new LinkedHashMap<>();
    files.put(OPTIONS, ConfigText.json(k6Options()));
    files.put("capacity.json", ConfigText.json(settings()));
    files.putAll(requests.content());
    files.put("send.js", RequestFiles.resource("send-" + requests.kind() + ".js"));
    files.put(SCRIPT, RequestFiles.resource(SCRIPT));
    return files;
  }

  private Map<String, Object> k6Options() {
    Map<String, Object> scenario = new LinkedHashMap<>();
    scenario.put("executor", "per-vu-iterations");
    scenario.put("vus", 1);
    scenario.put("iterations", 1);
    scenario.put("maxDuration", Durations.text(spec.longest()));
    Map<String, Object> k6 = new LinkedHashMap<>();
    k6.put("scenarios", Map.of("capacity", scenario));
    k6.put("discardResponseBodies", true);
    return k6;
  }

  private Map<String, Object> settings() {
    Servable servable = spec.servable();
    Expectations.Latency inTime = spec.expectations().latency().orElseThrow();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("model", servable.name());
    settings.put("image", spec.pod().server().get("image"));
    settings.put("device", servable.device().text());
    if (servable instanceof Model model) {
      model.streams().ifPresent(streams -> settings.put("streams", streams));
    }
    settings.put("isGraph", !(servable instanceof Model));
    settings.put("workers", spec.workers());
    settings.put("protocol", spec.target().protocol().name());
    settings.put("metrics", "http://" + HOST + ":" + spec.server().endpoint().rest() + "/metrics");
    settings.put("step", spec.step().toSeconds());
    settings.put("share", inTime.quantile());
    settings.put("limit", inTime.most().toMillis() / 1000.0);
    settings.put("failures", spec.expectations().failures());
    return settings;
  }

  /** Returns the arguments of k6. */
  static List<String> arguments(String directory) {
    return List.of(
        "run",
        "--config=" + directory + "/" + OPTIONS,
        // k6 has a control API, which would be reachable from the network.
        "--address=",
        "--no-usage-report",
        "--no-color",
        "--quiet",
        // Lines of the log are JSON, for cdk8s-ovms profile.
        "--log-format=raw",
        "--log-output=stdout",
        "--summary-mode=disabled",
        directory + "/" + SCRIPT);
  }
}
