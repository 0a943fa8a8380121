package io.github.cdk8sovms.load;

import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Durations;
import io.github.cdk8sovms.serving.InferenceEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files for k6: a constant script, and data. */
record LoadFiles(LoadTestSpec spec) {
  static final String SCRIPT = "load.js";
  static final String OPTIONS = "options.json";

  /** Where the Secret with the API key is mounted. */
  static final String KEY_DIRECTORY = "/secrets/api-key";

  private static final String TARGET = "target.json";
  private static final String REQUEST = "request.json";
  private static final String PROTO = "kserve.proto";

  /** The length of the JSON before the binary tensor data. */
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  Map<String, String> content() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(OPTIONS, ConfigText.json(k6Options()));
    if (spec.payload().generative().isPresent()) {
      GenerativeRequest request = spec.payload().generative().get();
      files.put(TARGET, ConfigText.json(generativeTarget(request)));
      files.put(REQUEST, ConfigText.json(withModel(request)));
      files.put(SCRIPT, resource("generative.js"));
    } else if (spec.protocol() == Protocol.HTTP) {
      files.put(TARGET, ConfigText.json(httpTarget()));
      files.put(REQUEST, spec.payload().json());
      files.put(SCRIPT, resource("http.js"));
    } else {
      files.put(TARGET, ConfigText.json(grpcTarget()));
      files.put(PROTO, resource(PROTO));
      files.put(SCRIPT, resource("grpc.js"));
    }
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

  private Map<String, Object> httpTarget() {
    InferenceEndpoint server = spec.server().endpoint();
    Map<String, Object> headers = new LinkedHashMap<>();
    if (spec.payload().zeros() > 0) {
      headers.put("Content-Type", "application/octet-stream");
      headers.put(
          JSON_LENGTH,
          String.valueOf(spec.payload().json().getBytes(StandardCharsets.UTF_8).length));
    } else {
      headers.put("Content-Type", "application/json");
    }
    Map<String, Object> target = new LinkedHashMap<>();
    target.put(
        "url",
        "http://"
            + server.host()
            + ":"
            + server.serviceRest()
            + "/v2/models/"
            + URLEncoder.encode(spec.model(), StandardCharsets.UTF_8)
            + "/infer");
    target.put("timeout", Durations.text(spec.schedule().timeout()));
    target.put("headers", headers);
    target.put("zeros", spec.payload().zeros());
    return target;
  }

  private Map<String, Object> generativeTarget(GenerativeRequest request) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("url", spec.server().endpoint().openAiUrl() + request.path());
    target.put("timeout", Durations.text(spec.schedule().timeout()));
    target.put("headers", Map.of("Content-Type", "application/json"));
    target.put("numbered", request.numbered());
    spec.apiKey().ifPresent(key -> target.put("apiKeyFile", KEY_DIRECTORY + "/" + key.key()));
    return target;
  }

  private Map<String, Object> withModel(GenerativeRequest request) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", spec.model());
    fields.putAll(request.fields());
    return fields;
  }

  private Map<String, Object> grpcTarget() {
    InferenceEndpoint server = spec.server().endpoint();
    List<Tensor> tensors = spec.payload().tensors();
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("model_name", spec.model());
    request.put("inputs", tensors.stream().map(Tensor::description).toList());
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("address", server.host() + ":" + server.grpc());
    target.put("timeout", Durations.text(spec.schedule().timeout()));
    target.put("request", request);
    target.put("zeros", tensors.stream().map(Tensor::bytes).toList());
    return target;
  }

  private static String resource(String name) {
    try (InputStream file = LoadFiles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the library is packed without " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
