package io.github.cdk8sovms.load;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data of requests for scripts of k6.
 *
 * @param host of the server
 * @param rest its HTTP port
 * @param grpc its gRPC port
 * @param openAiPath the base path of the OpenAI API
 * @param model that is called
 * @param payload of a request
 * @param protocol of the requests
 * @param timeout of a request
 * @param apiKeyFile the file with the API key, if one is sent
 */
record RequestFiles(
    String host,
    int rest,
    int grpc,
    String openAiPath,
    String model,
    Payload payload,
    Protocol protocol,
    Duration timeout,
    Optional<String> apiKeyFile) {
  private static final String TARGET = "target.json";
  private static final String REQUEST = "request.json";
  private static final String PROTO = "kserve.proto";

  /** The length of the JSON before the binary tensor data. */
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  /** Returns the kind of the requests, which is part of the names of scripts. */
  String kind() {
    if (payload.generative().isPresent()) {
      return "generative";
    }
    return protocol == Protocol.HTTP ? "http" : "grpc";
  }

  /** Returns the files with data, by name. */
  Map<String, String> content() {
    Map<String, String> files = new LinkedHashMap<>();
    if (payload.generative().isPresent()) {
      GenerativeRequest request = payload.generative().get();
      files.put(TARGET, ConfigText.json(generativeTarget(request)));
      files.put(REQUEST, ConfigText.json(withModel(request)));
    } else if (protocol == Protocol.HTTP) {
      files.put(TARGET, ConfigText.json(httpTarget()));
      files.put(REQUEST, payload.json());
    } else {
      files.put(TARGET, ConfigText.json(grpcTarget()));
      files.put(PROTO, resource(PROTO));
    }
    return files;
  }

  private Map<String, Object> httpTarget() {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (payload.zeros() > 0) {
      headers.put("Content-Type", "application/octet-stream");
      headers.put(
          JSON_LENGTH, String.valueOf(payload.json().getBytes(StandardCharsets.UTF_8).length));
    } else {
      headers.put("Content-Type", "application/json");
    }
    Map<String, Object> target = new LinkedHashMap<>();
    target.put(
        "url", url() + "/v2/models/" + URLEncoder.encode(model, StandardCharsets.UTF_8) + "/infer");
    target.put("timeout", Durations.text(timeout));
    target.put("headers", headers);
    target.put("zeros", payload.zeros());
    return target;
  }

  private Map<String, Object> generativeTarget(GenerativeRequest request) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("url", url() + openAiPath + request.path());
    target.put("timeout", Durations.text(timeout));
    target.put("headers", Map.of("Content-Type", "application/json"));
    target.put("numbered", request.numbered());
    apiKeyFile.ifPresent(file -> target.put("apiKeyFile", file));
    return target;
  }

  private Map<String, Object> withModel(GenerativeRequest request) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model);
    fields.putAll(request.fields());
    return fields;
  }

  private Map<String, Object> grpcTarget() {
    List<Tensor> tensors = payload.tensors();
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("model_name", model);
    request.put("inputs", tensors.stream().map(Tensor::description).toList());
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("address", host + ":" + grpc);
    target.put("timeout", Durations.text(timeout));
    target.put("request", request);
    target.put("zeros", tensors.stream().map(Tensor::bytes).toList());
    return target;
  }

  private String url() {
    return "http://" + host + ":" + rest;
  }

  /** Returns a file of the library. */
  static String resource(String name) {
    try (InputStream file = RequestFiles.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the library is packed without " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
