package io.github.cdk8sovms.emulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long things take in a pod.
 *
 * @param loading from the start of the server until its models are loaded
 * @param request what a stream takes for a request
 * @param ofModels the same for models that differ, by name
 * @param slowdown by how much of its time alone each other request in a graph delays one: 0 if
 *     none, 1 if they take turns
 * @param prefill the part of its time after which a request to a graph has its first token, for the
 *     prompt; 0 if tokens come with the answer
 */
public record PodTimes(
    Duration loading,
    ServiceTime request,
    Map<String, ServiceTime> ofModels,
    double slowdown,
    double prefill) {
  /** Copies the map. */
  public PodTimes {
    ofModels = Map.copyOf(ofModels);
  }

  /** Models are loaded at once. */
  public static PodTimes of(ServiceTime request) {
    return new PodTimes(Duration.ZERO, request, Map.of(), 0, 0);
  }

  public PodTimes loading(Duration time) {
    return new PodTimes(time, request, ofModels, slowdown, prefill);
  }

  public PodTimes slowdown(double part) {
    return new PodTimes(loading, request, ofModels, part, prefill);
  }

  public PodTimes prefill(double part) {
    return new PodTimes(loading, request, ofModels, slowdown, part);
  }

  public PodTimes ofModel(String name, ServiceTime time) {
    Map<String, ServiceTime> more = new HashMap<>(ofModels);
    more.put(name, time);
    return new PodTimes(loading, request, more, slowdown, prefill);
  }

  ServiceTime of(String model) {
    return ofModels.getOrDefault(model, request);
  }
}
