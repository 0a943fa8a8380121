package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.serving.internal.ApiKey;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** The file with the API key of a server. OVMS reads the key once, from its first line. */
record KeyFile(ApiKey key) {
  static final String VOLUME = "api-key";
  static final String DIRECTORY = "/secrets/api-key";

  private static final OvmsVersion SINCE = new OvmsVersion(2025, 4, 0);

  /** Returns whether a release can check a key. */
  static boolean isKnownTo(OvmsVersion version) {
    return version.compareTo(SINCE) >= 0;
  }

  void check(Findings findings, List<Servable> servables) {
    Names.checkSecret(findings, "apiKey", key.secret(), key.key());
    findings.require(
        servables.stream().anyMatch(it -> it.hasOpenAiApi() || isOfAnotherKind(it)),
        FindingCode.API_KEY,
        "apiKey",
        quote(key.secret())
            + " would protect nothing: OVMS checks the key for generative models only, and this"
            + " server has none",
        "Leave .apiKey(..) out, and restrict clients with .clients(..).");
  }

  /** Returns whether a model is reported as one that has to be declared by its task. */
  private static boolean isOfAnotherKind(Servable servable) {
    return (servable.source() instanceof StoredModel files && !files.hasVersions())
        || GenerativeTask.ofModel(servable.name())
            .filter(GenerativeTask::isWithoutStreams)
            .isPresent();
  }

  void checkFor(OvmsVersion version, Findings findings) {
    findings.require(
        isKnownTo(version) || !version.takesGraphsAsModels(),
        FindingCode.API_KEY,
        "apiKey",
        quote(key.secret()) + " would not be used: OVMS " + version + " has no --api_key_file",
        "Use OVMS " + SINCE + " or newer.");
  }

  String flag() {
    return "--api_key_file=" + DIRECTORY + "/" + key.key();
  }

  Volume volume() {
    return Volumes.secret(VOLUME, key.secret());
  }

  VolumeMount mount() {
    return Volumes.readOnly(VOLUME, DIRECTORY);
  }
}
