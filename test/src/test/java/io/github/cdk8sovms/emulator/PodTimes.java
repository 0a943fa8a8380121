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
 */
public record PodTimes(Duration loading, ServiceTime request, Map<String, ServiceTime> ofModels) {
  /** Copies the map. */
  public PodTimes {
    ofModels = Map.copyOf(ofModels);
  }

  /** Models are loaded at once. */
  public static PodTimes of(ServiceTime request) {
    return new PodTimes(Duration.ZERO, request, Map.of());
  }

  public PodTimes loading(Duration time) {
    return new PodTimes(time, request, ofModels);
  }

  public PodTimes ofModel(String name, ServiceTime time) {
    Map<String, ServiceTime> more = new HashMap<>(ofModels);
    more.put(name, time);
    return new PodTimes(loading, request, more);
  }

  ServiceTime of(String model) {
    return ofModels.getOrDefault(model, request);
  }
}
