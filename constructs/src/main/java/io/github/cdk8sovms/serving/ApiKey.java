package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The key that clients of the OpenAI API must send. OVMS reads it once, from the first line of a
 * file.
 *
 * @param secret the Secret, in the namespace of its user
 * @param key its key there
 */
public record ApiKey(String secret, String key) {
  /** The usual key in the Secret. */
  public static final String DEFAULT_KEY = "API_KEY";

  static final String VOLUME = "api-key";
  static final String DIRECTORY = "/secrets/api-key";

  private static final OvmsVersion SINCE = new OvmsVersion(2025, 4, 0);

  /** Takes no null. */
  public ApiKey {
    Required.nonNull(secret, "secret");
    Required.nonNull(key, "key");
  }

  /** Returns whether a release can check a key. */
  static boolean isKnownTo(OvmsVersion version) {
    return version.compareTo(SINCE) >= 0;
  }

  void check(Findings findings, List<Servable> servables) {
    Names.checkSecret(findings, "apiKey", secret, key);
    findings.require(
        servables.stream().anyMatch(it -> it.hasOpenAiApi() || isOfAnotherKind(it)),
        FindingCode.API_KEY,
        "apiKey",
        quote(secret)
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
        quote(secret) + " would not be used: OVMS " + version + " has no --api_key_file",
        "Use OVMS " + SINCE + " or newer.");
  }

  String flag() {
    return "--api_key_file=" + DIRECTORY + "/" + key;
  }

  Volume volume() {
    return Volumes.secret(VOLUME, secret);
  }

  VolumeMount mount() {
    return Volumes.readOnly(VOLUME, DIRECTORY);
  }
}
