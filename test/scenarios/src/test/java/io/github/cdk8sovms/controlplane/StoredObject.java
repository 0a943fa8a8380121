package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An object as the API server keeps it, beside the one that was applied. */
record StoredObject(JsonNode emitted, JsonNode stored) {
  /** Written by the server into every object, and into none by us. */
  private static final Set<String> BOOKKEEPING =
      Set.of(
          "metadata.creationTimestamp",
          "metadata.generation",
          "metadata.managedFields",
          "metadata.resourceVersion",
          "metadata.uid",
          "status");

  /** Written into a claim as soon as it is bound, which may be before or after it is read. */
  private static final String BINDING = "metadata.annotations.pv.kubernetes.io/";

  private static final String BOUND_VOLUME = "spec.volumeName";

  /** Different in each cluster, or at each time. */
  private static final Set<String> GIVEN =
      Set.of("spec.clusterIP", "spec.clusterIPs", "spec.replicas");

  /** Fields that were emitted and are stored as something else, or not at all. */
  List<String> drift() {
    List<String> found = new ArrayList<>();
    drift("", emitted, stored, found);
    return found;
  }

  /** Fields that were not emitted, with the values that the server gave them. */
  List<String> defaults() {
    List<String> found = new ArrayList<>();
    defaults("", emitted, stored, found);
    // A Job selects its pods by it.
    String uid = stored.at("/metadata/uid").asText();
    return uid.isEmpty()
        ? found
        : found.stream().map(line -> line.replace(uid, "UID OF THE OBJECT")).toList();
  }

  /** The fields that the tests own by server-side apply, and since when. */
  JsonNode ownFields() {
    for (JsonNode entry : stored.at("/metadata/managedFields")) {
      if (entry.path("manager").asText().equals(ApiClient.FIELD_MANAGER)) {
        return entry;
      }
    }
    throw new AssertionError("nothing of ours in " + stored);
  }

  private static void drift(String path, JsonNode ours, JsonNode theirs, List<String> found) {
    if (ours.isObject() && theirs.isObject()) {
      for (Map.Entry<String, JsonNode> field : ours.properties()) {
        drift(join(path, field.getKey()), field.getValue(), theirs.path(field.getKey()), found);
      }
    } else if (ours.isArray() && theirs.isArray() && ours.size() == theirs.size()) {
      for (int i = 0; i < ours.size(); i++) {
        drift(path + "[" + i + "]", ours.get(i), theirs.get(i), found);
      }
    } else if (!ours.equals(theirs)) {
      found.add("%s: emitted %s, stored %s".formatted(path, ours, theirs));
    }
  }

  private static void defaults(String path, JsonNode ours, JsonNode theirs, List<String> found) {
    if (BOOKKEEPING.contains(path) || path.startsWith(BINDING) || path.equals(BOUND_VOLUME)) {
      return;
    }
    if (ours.isMissingNode()) {
      found.add(path + ": " + (GIVEN.contains(path) ? "given by the cluster" : theirs));
    } else if (theirs.isObject()) {
      for (Map.Entry<String, JsonNode> field : theirs.properties()) {
        defaults(join(path, field.getKey()), ours.path(field.getKey()), field.getValue(), found);
      }
    } else if (theirs.isArray()) {
      for (int i = 0; i < theirs.size(); i++) {
        defaults(path + "[" + i + "]", ours.path(i), theirs.get(i), found);
      }
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
