package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.serving.internal.RemoteFile;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.stream.Collectors;

/**
 * The models of a server that use its {@link ModelCache}.
 *
 * @param server with the models
 */
record CachedModels(ServerSpec server) {
  private static final int LENGTH_OF_KEY = 12;

  /**
   * Returns the directory in the cache: OpenVINO compares a blob with its release and with size and
   * time of the model's file, which on two volumes may be equal by chance.
   */
  String directory() {
    StringBuilder key = new StringBuilder(server.imageText());
    for (Servable servable : server.servables()) {
      key.append('\n').append(servable.name()).append('\n').append(origin(servable.source()));
    }
    return ModelCache.DIRECTORY + "/" + ConfigText.hash(key.toString()).substring(0, LENGTH_OF_KEY);
  }

  private static String origin(ModelSource source) {
    if (source instanceof CloudStorage cloud) {
      return cloud.uri() + " " + cloud.endpoint();
    }
    if (source instanceof HttpsFiles files) {
      return files.files().stream().map(RemoteFile::url).collect(Collectors.joining(" "));
    }
    if (source instanceof ImageVolume image) {
      return image.image() + " " + image.path();
    }
    ClaimedVolume volume =
        source instanceof StoredModel stored ? stored.volume() : (ClaimedVolume) source;
    return volume.claim() + " " + volume.path();
  }

  void check(Findings findings, ExtraArguments arguments) {
    findings.require(
        server.servables().stream().anyMatch(each -> each.device().isAccelerated()),
        FindingCode.MODEL_CACHE,
        "modelCache",
        "no model runs on a GPU or NPU; a CPU loads from a cache 1.2 to 2.2 times as fast as it"
            + " compiles, and the cache takes as much disk as the weights",
        "Leave .modelCache(..) out.");
    findings.require(
        server.servables().stream().noneMatch(each -> each.device().isAccelerated())
            || server.servables().stream().anyMatch(each -> each.isCached(server.version())),
        FindingCode.MODEL_CACHE,
        "modelCache",
        "OVMS caches neither models with \"auto\" as shape or batch size, nor, before 2026.3, graphs"
            + " with their own graph.pbtxt",
        "Write shapes or ranges, use OVMS 2026.3, or leave .modelCache(..) out.");
    findings.require(
        arguments.flags().stream().noneMatch(flag -> flag.startsWith("--cache_dir")),
        FindingCode.CONTRADICTION,
        "modelCache",
        "\"--cache_dir\" is written for the model cache",
        "Leave the flag out of .arguments(..).");
  }
}
