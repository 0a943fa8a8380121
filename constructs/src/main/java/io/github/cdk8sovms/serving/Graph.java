package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A MediaPipe graph that you wrote or exported: a directory with a {@code graph.pbtxt} and the
 * files that it names. For a directory as on Hugging Face, without a graph.pbtxt, declare the task,
 * such as {@link TextGeneration}. Immutable: each method returns a modified copy.
 *
 * <pre>{@code
 * Graph.of("Qwen/Qwen3-8B", ModelSource.volumeClaim("llms", "qwen3-8b").manyNodes()).capacity(16)
 * }</pre>
 *
 * <p>A graph has no execution streams and no infer requests, so it exports no {@code ovms_streams}
 * and requests per stream do not exist: scale it on {@link
 * io.github.cdk8sovms.signal.LoadSignal#graphsInFlight}. OVMS reads device, plugin configuration
 * and queue size in the graph.pbtxt, not in the configuration file, so they are set there.
 *
 * <p>Default: the device of the graph is assumed to be the CPU; OVMS chooses the HTTP workers.
 *
 * <p>Refused: OVMS before 2025.1, whose configuration file had another list for graphs (OVMS249);
 * cloud storage and https, from which OVMS loads models with version directories (OVMS249).
 *
 * @see <a href="https://github.com/openvinotoolkit/model_server/blob/main/docs/mediapipe.md">Graphs
 *     in OVMS</a>
 */
public final class Graph extends GraphServable {
  private Graph(String name, ModelSource source, Device device, OptionalInt capacity) {
    super(name, source, device, capacity);
  }

  /**
   * Returns a graph.
   *
   * @param name the name in requests, which for language models is the {@code model} of the OpenAI
   *     API, and the {@code name} label of its series
   * @param source a volume or image with the directory of the graph.pbtxt
   */
  public static Graph of(String name, ModelSource source) {
    Required.nonNull(name, "name");
    Required.nonNull(source, "source");
    return new Graph(name, source, Device.cpu(), OptionalInt.empty());
  }

  /**
   * Declares the device that the graph.pbtxt names, for the image variant with drivers and the
   * resource request of the pod. Default: {@link Device#cpu()}.
   */
  public Graph device(Device of) {
    return new Graph(name(), source(), Required.nonNull(of), capacity());
  }

  /**
   * Sets how many requests a pod processes concurrently, from a load test. The server starts twice
   * as many HTTP workers, because a request is counted only once a worker has taken it: the load
   * can then be seen up to twice the capacity. Default: OVMS starts as many workers as it has
   * cores.
   *
   * @param requests 1 to 5000
   */
  public Graph capacity(int requests) {
    return new Graph(name(), source(), device(), OptionalInt.of(requests));
  }

  /** Returns true: what the graph.pbtxt does is unknown. */
  @Override
  public boolean hasOpenAiApi() {
    return true;
  }

  @Override
  Findings in(Findings findingsOfServer) {
    return findingsOfServer.within("graph[" + name() + "]");
  }

  @Override
  boolean isCached(OvmsVersion version) {
    return device().isAccelerated() && version.isFrom(2026, 3);
  }

  @Override
  void check(Findings findings) {
    super.check(findings);
    findings.require(
        StoreWait.isOnClaim(source()) || source() instanceof ImageVolume,
        FindingCode.GRAPH,
        "source",
        "OVMS does not load graphs from cloud storage, and files over https are arranged as versions"
            + " of a model",
        "Use ModelSource.volumeClaim(..) or ModelSource.image(..).");
  }

  @Override
  Map<String, Object> toConfig(String basePath) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", name());
    config.put("base_path", basePath);
    return config;
  }
}
