package io.github.cdk8sovms.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which versions of a model are served, of those that are there.
 *
 * @param named only these; empty for any
 * @param newest how many of them
 * @see <a
 *     href="https://github.com/openvinotoolkit/model_server/blob/v2026.3/src/model_version_policy.cpp">
 *     src/model_version_policy.cpp</a>
 */
record VersionsServed(List<Integer> named, int newest) {
  VersionsServed {
    named = List.copyOf(named);
  }

  static VersionsServed of(JsonNode policy) {
    List<Integer> named = new ArrayList<>();
    policy.at("/specific/versions").forEach(version -> named.add(version.asInt()));
    Collections.sort(named);
    int newest = policy.at("/latest/num_versions").asInt(1);
    return new VersionsServed(
        named, policy.has("all") || !named.isEmpty() ? Integer.MAX_VALUE : newest);
  }

  /** In ascending order. */
  List<Integer> of(List<Integer> there) {
    List<Integer> wanted =
        there.stream().filter(version -> named.isEmpty() || named.contains(version)).toList();
    return wanted.subList(Math.max(0, wanted.size() - newest), wanted.size());
  }

  List<Integer> whereAllIsThere() {
    return named.isEmpty() ? List.of(1) : named;
  }
}
