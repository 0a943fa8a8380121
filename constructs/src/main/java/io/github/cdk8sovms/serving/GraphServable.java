package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Served.ServedGraph;
import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.OptionalInt;

/**
 * A servable that OVMS executes as a MediaPipe graph. It exports {@code ovms_current_graphs} and no
 * {@code ovms_streams}: scale it on {@link
 * io.github.cdk8sovms.signal.LoadSignal#graphsInFlight(int)}, which is the default signal of a
 * server of graphs with one capacity.
 */
abstract sealed class GraphServable extends Servable permits Graph, GenerativeModel {
  private final Device device;
  private final OptionalInt capacity;

  GraphServable(String name, ModelSource source, Device device, OptionalInt capacity) {
    super(name, source);
    this.device = device;
    this.capacity = capacity;
  }

  @Override
  public Device device() {
    return device;
  }

  /** Returns how many requests a pod processes concurrently; empty if not set. */
  public final OptionalInt capacity() {
    return capacity;
  }

  @Override
  final List<String> readyPaths() {
    return List.of(path() + "/ready");
  }

  @Override
  final ServedGraph served() {
    return new ServedGraph(name(), capacity);
  }

  @Override
  void check(Findings findings) {
    new ServableName(name()).check(findings);
    source().check(findings);
    capacity.ifPresent(
        requests ->
            findings.require(
                requests >= 1 && requests <= ServingCapacity.MOST_REST_WORKERS / 2,
                FindingCode.GRAPH,
                "capacity",
                quote(requests) + " is not a capacity; it must be 1 to 5000 requests",
                "Write how many requests a pod processes concurrently in a load test."));
  }

  @Override
  void checkFor(OvmsVersion version, Findings findings) {
    source().checkFor(version, findings);
    new ServableName(name()).checkFor(version, findings);
    findings.require(
        version.takesGraphsAsModels(),
        FindingCode.GRAPH,
        "name",
        quote(name()) + " is a graph, which OVMS " + version + " does not load as a model",
        "Use OVMS 2025.1 or newer.");
  }
}
