package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The models repository of a ModelServer. Its fields apply to all models: one volume claim, one
 * Secret, one region and one endpoint.
 */
record ModelsRepository(List<Servable> models) {
  /** The only Secret that the operator's chart can mount for Google, regardless of the field. */
  private static final String GOOGLE_SECRET = "gcpcreds";

  /**
   * Returns the base path of a model: the volume is mounted at /models; cloud storage is read
   * directly.
   */
  static String basePath(Servable model) {
    return model.source() instanceof ClaimedVolume claimed
        ? "/models/" + claimed.path()
        : ((CloudStorage) model.source()).uri();
  }

  /** Checks that the ModelServer has a field for every source. */
  void check(Findings findings) {
    models.forEach(model -> checkSource(model.in(findings), model.source()));
    new CloudCredentials(models).check(findings);
    requireOne(findings, "volume claim", claims());
    requireOne(findings, "Secret", envSecrets());
  }

  /** Returns the field {@code models_repository}; empty if not needed. */
  Map<String, Object> toMap() {
    Map<String, Object> repository = new LinkedHashMap<>();
    claims().findFirst().ifPresent(claim -> repository.put("models_volume_claim", claim));
    first(CloudStorage::region).ifPresent(region -> repository.put("aws_region", region));
    first(CloudStorage::endpoint)
        .ifPresent(endpoint -> repository.put("s3_compat_api_endpoint", endpoint));
    if (clouds().anyMatch(cloud -> cloud.isGoogle() && !cloud.secret().isEmpty())) {
      repository.put("gcp_creds_secret_name", GOOGLE_SECRET);
    }
    return repository;
  }

  /** Returns the Secret for environment variables. */
  Optional<String> envSecret() {
    return envSecrets().findFirst();
  }

  private static void checkSource(Findings findings, ModelSource source) {
    if (source instanceof HttpsFiles files) {
      cannotExpress(findings, quote(files.urls()) + " needs an init container");
    } else if (source instanceof StoredModel stored) {
      cannotExpress(findings, quote(stored.volume().claim()) + " is filled by a store");
    } else if (source instanceof ImageVolume image) {
      cannotExpress(findings, quote(image.image()) + " needs an image volume");
    } else if (source instanceof CloudStorage cloud) {
      if (cloud.access() instanceof CloudIdentity identity) {
        cannotExpress(findings, quote(identity.text()) + " needs a dedicated ServiceAccount");
      }
      findings.require(
          !cloud.isGoogle() || cloud.secret().isEmpty() || cloud.secret().equals(GOOGLE_SECRET),
          FindingCode.OPERATOR_CANNOT_EXPRESS,
          "source.credentials",
          quote(cloud.secret())
              + " cannot be used: the operator mounts only a Secret named "
              + GOOGLE_SECRET,
          "Name the Secret gcpcreds, with the key gcp-creds.json, or use an OvmsModelServer.");
    }
  }

  private static void cannotExpress(Findings findings, String need) {
    findings.add(
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "source",
        need + ", and a ModelServer has no field for one",
        "Use s3://, gs://, az:// or a volume claim, or use an OvmsModelServer.");
  }

  private static void requireOne(Findings findings, String what, Stream<String> names) {
    List<String> distinct = names.toList();
    findings.require(
        distinct.size() <= 1,
        FindingCode.OPERATOR_CANNOT_EXPRESS,
        "models",
        quote(distinct) + " are more than one " + what + "; a ModelServer has a field for one",
        "Serve the models from two servers, or use an OvmsModelServer.");
  }

  private Stream<CloudStorage> clouds() {
    return models.stream()
        .map(Servable::source)
        .filter(CloudStorage.class::isInstance)
        .map(CloudStorage.class::cast);
  }

  private Stream<String> claims() {
    return models.stream()
        .map(Servable::source)
        .filter(ClaimedVolume.class::isInstance)
        .map(source -> ((ClaimedVolume) source).claim())
        .distinct();
  }

  private Stream<String> envSecrets() {
    return clouds()
        .filter(cloud -> !cloud.isGoogle() && !cloud.secret().isEmpty())
        .map(CloudStorage::secret)
        .distinct();
  }

  private Optional<String> first(Function<CloudStorage, String> property) {
    return clouds().map(property).filter(value -> !value.isEmpty()).findFirst();
  }
}
