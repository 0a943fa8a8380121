package io.github.cdk8sovms.load;

import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.serving.InferenceEndpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files for k6: a constant script, and data. */
record LoadFiles(LoadTestSpec spec) {
  static final String SCRIPT = "load.js";
  static final String OPTIONS = "options.json";

  /** Where the Secret with the API key is mounted. */
  static final String KEY_DIRECTORY = "/secrets/api-key";

  Map<String, String> content() {
    InferenceEndpoint server = spec.server().endpoint();
    RequestFiles requests =
        new RequestFiles(
            server.host(),
            server.serviceRest(),
            server.grpc(),
            server.openAiPath(),
            spec.model(),
            spec.payload(),
            spec.protocol(),
            spec.schedule().timeout(),
            spec.apiKey().map(key -> KEY_DIRECTORY + "/" + key.key()));
    Map<String, String> files = new LinkedHashMap<>();
    files.put(OPTIONS, ConfigText.json(k6Options()));
    files.putAll(requests.content());
    files.put(SCRIPT, RequestFiles.resource(requests.kind() + ".js"));
    return files;
  }

  private Map<String, Object> k6Options() {
    Map<String, Object> k6 = new LinkedHashMap<>();
    k6.put("scenarios", spec.schedule().scenarios());
    k6.put(
        "thresholds", spec.expectations().thresholds(spec.protocol(), spec.schedule().offersAll()));
    k6.put("discardResponseBodies", true);
    // A Service selects a pod per connection, so a client that keeps a connection never uses a new
    // pod.
    k6.put("noConnectionReuse", true);
    return k6;
  }
}
