package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The init container of a server that waits until the stores have fetched its models. Waiting there
 * is not a crash, and does not use the time of the startup probe.
 */
record StoreWait(ServerSpec server) {
  static final String CONTAINER = "wait-for-models";
  private static final String DIRECTORY = "/stores/";

  private static final Resources SMALL =
      Resources.cpu("100m").memory("64Mi").ephemeralStorage("64Mi");

  private static final String SCRIPT =
      """
      for marker in "$@"; do
        if [ ! -e "$marker" ]; then echo "waiting for $marker"; fi
        until [ -e "$marker" ]; do sleep 5; done
      done
      """;

  List<StoredModel> sources() {
    return server.servables().stream()
        .map(Servable::source)
        .filter(StoredModel.class::isInstance)
        .map(StoredModel.class::cast)
        .distinct()
        .toList();
  }

  /** Returns whether a source is on a claim, whose files belong to the user of the image. */
  static boolean isOnClaim(ModelSource source) {
    return source instanceof ClaimedVolume || source instanceof StoredModel;
  }

  void check(Findings findings) {
    String namespace = server.placement().identity().namespace();
    int replicas = server.replicas().orElse(1);
    for (StoredModel source : sources()) {
      ClaimedVolume volume = source.volume();
      findings.require(
          source.namespace().equals(namespace),
          FindingCode.STORE,
          "namespace",
          quote(namespace)
              + " is not the namespace of the store "
              + quote(volume.claim())
              + ", "
              + quote(source.namespace())
              + ", and pods mount claims of their own namespace only",
          "Put both into one namespace.");
      findings.require(
          volume.nodes() != VolumeNodes.ONE || replicas <= 1,
          FindingCode.STORE,
          "replicas",
          quote(replicas)
              + " pods share the store "
              + quote(volume.claim())
              + ", which one node at a time can mount (ReadWriteOnce); pods on other nodes do not"
              + " start",
          "Leave .oneNode() of the store out, with a storage class that supports ReadWriteMany,"
              + " or write .replicas(1).");
    }
  }

  /** Returns the init container; none if no model is in a store. */
  List<Container> initContainers(Map<String, Volume> volumes) {
    List<StoredModel> sources = sources();
    if (sources.isEmpty()) {
      return List.of();
    }
    Map<String, VolumeMount> mounts = new LinkedHashMap<>();
    List<String> arguments = new ArrayList<>(List.of("-c", SCRIPT, "wait"));
    for (StoredModel source : sources) {
      String claim = source.volume().claim();
      mounts.computeIfAbsent(
          claim,
          key ->
              VolumeMount.builder()
                  .name(volumes.get("claim " + key).getName())
                  .mountPath(DIRECTORY + key)
                  .readOnly(true)
                  .build());
      arguments.add(DIRECTORY + claim + "/" + StoredModel.marker(source.volume().path()));
    }
    return List.of(
        Containers.of(CONTAINER, "/bin/bash", Argument.of(arguments))
            .image(server.imageText())
            .imagePullPolicy(server.placement().pods().pullPolicy())
            .resources(SMALL.toSpec())
            .securityContext(PodSecurity.container())
            .volumeMounts(List.copyOf(mounts.values()))
            .build());
  }
}
