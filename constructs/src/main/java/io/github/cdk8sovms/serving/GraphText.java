package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code graph.pbtxt} of a generative model: the graph that OVMS' own generator writes for its
 * task, with an absolute {@code models_path}, and without the graph pool.
 *
 * @param directory the mounted directory of the files
 * @param version the release, which decides whether speech is streamed
 * @param cacheDirectory the directory of the server's model cache, if there is one
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/graph_export/graph_export.cpp">graph_export.cpp</a>
 */
record GraphText(
    GenerativeModel<?> model,
    String directory,
    OvmsVersion version,
    Optional<String> cacheDirectory) {
  private static final OvmsVersion POOL_SINCE = new OvmsVersion(2026, 2, 0);
  private static final OvmsVersion SPEECH_STREAMS_SINCE = new OvmsVersion(2026, 2, 0);

  /** The node of a task. */
  private record Node(
      String name,
      String calculator,
      String options,
      String resources,
      String payload,
      String device) {}

  String text() {
    List<String> lines = new ArrayList<>();
    if (version.compareTo(POOL_SINCE) >= 0) {
      // A pool would limit ovms_current_graphs to the cores of the node.
      lines.add("# OVMS_GRAPH_QUEUE_MAX_SIZE: 0");
    }
    Node node = node();
    String request = node.payload().formatted("REQUEST") + ":input";
    String response = node.payload().formatted("RESPONSE") + ":output";
    lines.add("input_stream: " + quoted(request));
    lines.add("output_stream: " + quoted(response));
    lines.add("node {");
    lines.add("  name: " + quoted(node.name()));
    lines.add("  calculator: " + quoted(node.calculator()));
    lines.add("  input_side_packet: " + quoted(node.resources()));
    if (isLoop()) {
      lines.add("  input_stream: \"LOOPBACK:loopback\"");
    }
    lines.add("  input_stream: " + quoted(request));
    if (isLoop()) {
      lines.add("  output_stream: \"LOOPBACK:loopback\"");
    }
    lines.add("  output_stream: " + quoted(response));
    if (isLoop()) {
      lines.addAll(List.of("  input_stream_info {", "    tag_index: \"LOOPBACK:0\""));
      lines.addAll(List.of("    back_edge: true", "  }"));
    }
    addOptions(lines, node);
    if (isLoop()) {
      lines.addAll(List.of("  input_stream_handler {", "    options {"));
      lines.add("      [mediapipe.SyncSetInputStreamHandlerOptions.ext] {");
      lines.add("        sync_set { tag_index: \"LOOPBACK:0\" }");
      lines.addAll(List.of("      }", "    }"));
      lines.add("    input_stream_handler: \"SyncSetInputStreamHandler\"");
      lines.add("  }");
    }
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  private void addOptions(List<String> lines, Node node) {
    GenerativeSettings settings = model.settings();
    lines.add("  node_options {");
    lines.add("    [type.googleapis.com/mediapipe." + node.options() + "] {");
    lines.add("      models_path: " + quoted(model.modelsPath(directory)));
    lines.add("      " + node.device() + ": " + quoted(model.device().text()));
    Map<String, Object> plugin = settings.pluginConfig();
    if (model.device().isAccelerated()) {
      // --cache_dir reaches no graph before 2026.3, and then not all of them.
      cacheDirectory.ifPresent(cache -> plugin.putIfAbsent(GenerativeSettings.CACHE_DIR, cache));
    }
    if (!plugin.isEmpty()) {
      lines.add("      plugin_config: " + quoted(ConfigText.compact(plugin)));
    }
    model
        .fields(model.filesIn(directory))
        .forEach((field, value) -> lines.add("      " + field.field() + ": " + literal(value)));
    lines.add("    }");
    lines.add("  }");
  }

  /** Text generation produces tokens in a loop, and so does speech that is streamed. */
  private boolean isLoop() {
    return switch (model.task()) {
      case TEXT_GENERATION -> true;
      case SPEECH_TO_TEXT -> version.compareTo(SPEECH_STREAMS_SINCE) >= 0;
      case EMBEDDINGS, RERANK, TEXT_TO_SPEECH, IMAGE_GENERATION -> false;
    };
  }

  private Node node() {
    return switch (model.task()) {
      case TEXT_GENERATION ->
          new Node(
              "LLMExecutor",
              "HttpLLMCalculator",
              "LLMCalculatorOptions",
              "LLM_NODE_RESOURCES:llm",
              "HTTP_%s_PAYLOAD",
              "device");
      case EMBEDDINGS ->
          new Node(
              "EmbeddingsExecutor",
              "EmbeddingsCalculatorOV",
              "EmbeddingsCalculatorOVOptions",
              "EMBEDDINGS_NODE_RESOURCES:embeddings_servable",
              "%s_PAYLOAD",
              "target_device");
      case RERANK ->
          new Node(
              "RerankExecutor",
              "RerankCalculatorOV",
              "RerankCalculatorOVOptions",
              "RERANK_NODE_RESOURCES:rerank_servable",
              "%s_PAYLOAD",
              "target_device");
      case SPEECH_TO_TEXT ->
          new Node(
              "S2tExecutor",
              "S2tCalculator",
              "S2tCalculatorOptions",
              "STT_NODE_RESOURCES:s2t_servable",
              "HTTP_%s_PAYLOAD",
              "target_device");
      case TEXT_TO_SPEECH ->
          new Node(
              "T2sExecutor",
              "T2sCalculator",
              "T2sCalculatorOptions",
              "TTS_NODE_RESOURCES:t2s_servable",
              "HTTP_%s_PAYLOAD",
              "target_device");
      case IMAGE_GENERATION ->
          new Node(
              "ImageGenExecutor",
              "ImageGenCalculator",
              "ImageGenCalculatorOptions",
              "IMAGE_GEN_NODE_RESOURCES:pipes",
              "HTTP_%s_PAYLOAD",
              "device");
    };
  }

  /** Enums of OVMS' protocol are bare words; parsers are names in a text field. */
  private static String literal(Object value) {
    return value instanceof Number
            || value instanceof Boolean
            || value instanceof Pipeline
            || value instanceof Pooling
        ? String.valueOf(value)
        : quoted(String.valueOf(value));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
