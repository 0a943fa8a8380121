package io.github.cdk8sovms.exposure;

import io.github.cdk8sovms.serving.InferenceEndpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A server that a route sends requests to.
 *
 * @param endpoint its Service
 * @param weight its share, in percent; empty for a route with one server
 */
record Backend(InferenceEndpoint endpoint, OptionalInt weight) {

  Map<String, Object> toRef(int port) {
    Map<String, Object> ref = new LinkedHashMap<>();
    ref.put("name", endpoint.service());
    ref.put("port", port);
    weight.ifPresent(share -> ref.put("weight", share));
    return ref;
  }
}
