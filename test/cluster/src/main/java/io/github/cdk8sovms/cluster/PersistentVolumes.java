package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Directories that claims without a storage class are bound to, by the real controller. */
final class PersistentVolumes {
  private static final int PROVIDED = 6;

  private PersistentVolumes() {}

  static void provide(ApiClient api, Path directory) {
    for (int i = 1; i <= PROVIDED; i++) {
      String name = "volume-" + i;
      api.create(
          "/api/v1/persistentvolumes",
          Map.of(
              "apiVersion",
              "v1",
              "kind",
              "PersistentVolume",
              "metadata",
              Map.of("name", name),
              "spec",
              Map.of(
                  "capacity",
                  Map.of("storage", "100Gi"),
                  "accessModes",
                  List.of("ReadWriteOnce", "ReadWriteMany"),
                  "hostPath",
                  Map.of("path", directory.resolve(name).toString()))));
    }
  }

  /** The directory that a claim is bound to. */
  static Path of(ApiClient api, String namespace, String claim) {
    String volume =
        api.get("/api/v1/namespaces/" + namespace + "/persistentvolumeclaims/" + claim)
            .at("/spec/volumeName")
            .asText();
    JsonNode bound = api.get("/api/v1/persistentvolumes/" + volume);
    return Path.of(bound.at("/spec/hostPath/path").asText());
  }
}
