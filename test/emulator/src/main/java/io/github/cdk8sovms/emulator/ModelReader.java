package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;

/**
 * How OpenVINO reads the settings of a model.
 *
 * <p>Measured with OpenVINO 2026.4.1 on processors: one stream without a hint and with LATENCY, as
 * many as cores with THROUGHPUT; a number is lowered to the cores; as many infer requests as
 * streams, and one of each in truth for NUM_STREAMS 0, which reports no stream.
 */
final class ModelReader {
  private static final int MOST_INFER_REQUESTS = 100_000;

  private static final Set<String> OF_CPU =
      Set.of("CPU_DENORMALS_OPTIMIZATION", "CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE");

  private ModelReader() {}

  static ModelSettings read(JsonNode model, int cores) {
    JsonNode plugin = model.path("plugin_config");
    int streams = streams(model, cores);
    int nireq = model.path("nireq").asInt(0);
    return new ModelSettings(
        model.path("name").asText(),
        VersionsServed.of(model.path("model_version_policy")),
        streams,
        nireq == 0 ? optimalInferRequests(model, streams) : nireq,
        failure(plugin, nireq),
        unknownProperty(model));
  }

  private static String failure(JsonNode plugin, int nireq) {
    if (plugin.has("NUM_STREAMS") && plugin.has("PERFORMANCE_HINT")) {
      return "Both PERFORMANCE_HINT and NUM_STREAMS are set in plugin config";
    }
    return nireq > MOST_INFER_REQUESTS ? "Exceeded allowed nireq value" : "";
  }

  private static int streams(JsonNode model, int cores) {
    JsonNode plugin = model.path("plugin_config");
    String stated = plugin.path("NUM_STREAMS").asText();
    if (stated.matches("\\d+")) {
      int streams = Integer.parseInt(stated);
      return isGpu(model) ? streams : Math.min(streams, cores);
    }
    if (plugin.path("PERFORMANCE_HINT").asText().endsWith("THROUGHPUT")) {
      return isGpu(model) ? 2 : cores;
    }
    return 1;
  }

  /** Twice the streams on GPUs unless for latency, by the code of the plugin. */
  private static int optimalInferRequests(JsonNode model, int streams) {
    boolean forThroughput =
        model.at("/plugin_config/PERFORMANCE_HINT").asText().endsWith("THROUGHPUT");
    return isGpu(model) && forThroughput ? 2 * streams : Math.max(1, streams);
  }

  private static boolean isGpu(JsonNode model) {
    return model.path("target_device").asText().startsWith("GPU");
  }

  /** Of OpenVINO 1.0, or of GPUs only; other properties that a CPU lacks are not listed here. */
  private static String unknownProperty(JsonNode model) {
    String device = model.path("target_device").asText();
    if (!device.isEmpty() && !device.equals("CPU")) {
      return "";
    }
    for (Iterator<String> keys = model.path("plugin_config").fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (key.equals("CACHE_DIR") || (key.startsWith("CPU_") && !OF_CPU.contains(key))) {
        return key;
      }
    }
    return "";
  }
}
