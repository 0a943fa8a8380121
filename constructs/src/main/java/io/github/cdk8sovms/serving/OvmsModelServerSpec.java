package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.internal.Environment;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as a Deployment.
 *
 * @param server what every kind of server has
 * @param deviceGroups supplemental groups that own devices of the node
 * @param deviceClaims devices of DRA drivers
 * @param downloads image and storage for files that are fetched
 * @param configuredRollout the rollout strategy, if configured
 * @param headless whether there is a headless Service
 * @param service type, annotations and traffic policy of the Service
 * @param environment variables of the user
 * @param extraArguments flags of the user
 * @param apiKey the key that clients of generative models must send
 * @param modelCache where compiled models are kept, if configured
 * @param idleUnload when models without requests are unloaded, if configured
 * @param restartsWhenStuck whether the liveness probe looks for requests that never complete
 * @param startTimes configured durations of the start
 * @param kubernetesVersion of the oldest cluster
 */
record OvmsModelServerSpec(
    ServerSpec server,
    List<Integer> deviceGroups,
    List<DeviceClaim> deviceClaims,
    DownloadSettings downloads,
    Optional<Rollout> configuredRollout,
    boolean headless,
    ClientService service,
    Environment environment,
    ExtraArguments extraArguments,
    Optional<KeyFile> apiKey,
    Optional<ModelCache> modelCache,
    Optional<IdleUnload> idleUnload,
    boolean restartsWhenStuck,
    StartTimes startTimes,
    KubernetesVersion kubernetesVersion) {
  /** Appended to the name for the headless Service. */
  private static final String PODS = "-pods";

  OvmsModelServerSpec {
    deviceGroups = List.copyOf(deviceGroups);
    deviceClaims = List.copyOf(deviceClaims);
  }

  Quantity downloadLimit() {
    return downloads.limit(server.resources());
  }

  /** Returns the name of the headless Service. */
  String podsService() {
    return server.placement().identity().name() + PODS;
  }

  CloudCredentials cloudCredentials() {
    return new CloudCredentials(server.servables());
  }

  NodeLimits nodeLimits() {
    return new NodeLimits(server, configuredRollout, !deviceClaims.isEmpty());
  }

  /** Returns the directory of compiled models, if there is a cache. */
  Optional<String> cacheDirectory() {
    return modelCache.map(cache -> new CachedModels(server).directory());
  }

  /** Checks combinations of options, and options that depend on the nodes. */
  void check(Findings findings) {
    downloads.checkRoom(findings, server.resources());
    checkGenerative(server.version(), findings);
    cloudCredentials().check(findings);
    checkServiceAccount(findings);
    DeviceClaim.check(findings, deviceClaims, server, kubernetesVersion);
    checkAdditions(findings);
    nodeLimits().check(findings);
    new StoreWait(server).check(findings);
    if (restartsWhenStuck) {
      new StuckProbe(server).check(findings);
    }
    idleUnload.ifPresent(
        idle -> {
          idle.check(findings);
          findings.require(
              extraArguments.flags().stream()
                  .noneMatch(flag -> flag.startsWith("--idle_unload_timeout_seconds=")),
              FindingCode.CONTRADICTION,
              "idleUnload",
              quote(idle.flag()) + " is given with .arguments(..), too",
              "Leave it out there.");
          idle.checkFor(server.version(), findings);
        });
    startTimes().check(findings, StartStages.of(server).stages());
    startTimes()
        .checkTimeout(
            findings, StartStages.inServer(server.servables()), server.lifecycle().startup());
    String key = server.configFile().key();
    findings.require(
        !key.equals(FileDownloads.CHECKSUM_FILE) && !GraphFiles.isKey(key),
        FindingCode.INVALID_NAME,
        "configMap",
        quote(key)
            + " is the key of "
            + (GraphFiles.isKey(key) ? "a graph" : "the checksums")
            + " in the same ConfigMap",
        "Write a key such as \"config.json\".");
    if (headless()) {
      Names.checkRoom(
          findings,
          "name",
          server.placement().identity().name(),
          PODS.length(),
          "the headless Service has \"" + PODS + "\" appended");
    }
    if (server.servables().stream().anyMatch(model -> model.source() instanceof ImageVolume)) {
      ImageVolume.checkFor(kubernetesVersion(), findings);
    }
  }

  private void checkGenerative(OvmsVersion version, Findings findings) {
    List<GenerativeModel<?>> models = GraphFiles.modelsOf(server.servables());
    apiKey.ifPresent(key -> key.checkFor(version, findings));
    findings.require(
        apiKey.isPresent()
            || !KeyFile.isKnownTo(version)
            || extraArguments.flags().stream().anyMatch(flag -> flag.startsWith("--api_key_file="))
            || models.isEmpty(),
        FindingCode.NO_API_KEY,
        "apiKey",
        "every client that reaches the Service can use the generative models",
        "Add .apiKey(\"chat-key\"): a Secret with the key API_KEY.");
    new GenerativeMemory(models, version).check(findings, server.resources());
  }

  private void checkAdditions(Findings findings) {
    ServerEnvironment.check(findings, environment());
    extraArguments().check(findings, server.version());
    modelCache.ifPresent(
        cache -> {
          cache.check(findings);
          new CachedModels(server).check(findings, extraArguments);
        });
    extraArguments()
        .checkCache(findings, server.version(), GraphFiles.modelsOf(server.servables()));
  }

  private void checkServiceAccount(Findings findings) {
    Map<String, String> annotations = cloudCredentials().serviceAccountAnnotations();
    server
        .placement()
        .pods()
        .serviceAccount()
        .filter(existing -> !annotations.isEmpty())
        .ifPresent(
            existing ->
                findings.add(
                    FindingCode.IDENTITY_OF_OTHERS,
                    "serviceAccount",
                    quote(existing)
                        + " is not emitted here; without the annotations "
                        + quote(annotations)
                        + " the pods have no cloud identity and cannot read their models",
                    "Add them to the ServiceAccount where it is created."));
  }
}
