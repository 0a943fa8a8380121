package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store of models, resolved.
 *
 * @param buckets directories of cloud storage
 * @param downloader the image that copies them
 * @param image the image that fetches repositories; empty if it is missing, which is reported
 * @param claim the name of the claim
 * @param claimExists whether the claim is not emitted
 * @param endpoint a mirror of Hugging Face; empty for Hugging Face itself
 * @param proxy a proxy for https; empty for none
 */
record ModelStoreSpec(
    Placement placement,
    List<HuggingFace> repositories,
    List<BucketCopy> buckets,
    ImageReference downloader,
    Optional<OvmsImage> image,
    String claim,
    boolean claimExists,
    Optional<Quantity> size,
    Optional<String> storageClass,
    VolumeNodes nodes,
    Optional<Token> token,
    String endpoint,
    String proxy,
    Duration deadline,
    Resources resources) {
  /** Before, repositories outside of the organization OpenVINO need optimum-cli. */
  private static final OvmsVersion PULLS_SINCE = new OvmsVersion(2025, 4, 0);

  /** Before, a directory that exists is taken for a complete download. */
  private static final OvmsVersion RESUMES_SINCE = new OvmsVersion(2026, 2, 0);

  static final String HUGGING_FACE = "https://huggingface.co";

  /** Room for a hyphen and the hash in the name of the Job. */
  private static final int HASH = 9;

  /** A key of a Secret. */
  record Token(String secret, String key) {}

  ModelStoreSpec {
    repositories = List.copyOf(repositories);
    buckets = List.copyOf(buckets);
  }

  /** Returns whether a repeated pull continues where the last one ended. */
  boolean resumes() {
    return image
        .flatMap(OvmsImage::version)
        .map(version -> version.compareTo(RESUMES_SINCE) >= 0)
        .orElse(true);
  }

  /** Returns the connections to the proxy or Hugging Face, and to cloud storage. */
  List<Traffic> egress() {
    Set<Traffic> traffic = new LinkedHashSet<>();
    traffic.add(placement.pods().network().toDns());
    if (!repositories.isEmpty()) {
      String first = !proxy.isEmpty() ? proxy : endpoint.isEmpty() ? HUGGING_FACE : endpoint;
      traffic.add(Traffic.to(URI.create(first)));
    }
    buckets.forEach(bucket -> traffic.addAll(bucket.source().traffic()));
    return List.copyOf(traffic);
  }

  /** Returns the annotations of the ServiceAccount by which clouds give the pod an identity. */
  Map<String, String> identityAnnotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    buckets.forEach(bucket -> annotations.putAll(bucket.annotations()));
    return annotations;
  }

  void check(Findings findings) {
    checkImage(findings);
    checkRepositories(findings);
    checkBuckets(findings);
    checkVolume(findings);
    token.ifPresent(
        it -> {
          Names.checkSecret(findings, "token", it.secret(), it.key());
        });
    checkUrl(findings, "endpoint", endpoint, "https://hf.example.com");
    checkUrl(findings, "proxy", proxy, "http://proxy.example.com:3128");
    token.ifPresent(
        it ->
            findings.require(
                !endpoint.startsWith("http:"),
                FindingCode.PLAIN_HTTP_CREDENTIALS,
                "endpoint",
                quote(it.secret())
                    + " is sent to "
                    + quote(endpoint)
                    + " without encryption, so it can be read in transit",
                "Use an address with https://, or leave .token(..) out."));
    Durations.check(findings, "deadline", deadline, Duration.ofMinutes(1), Duration.ofDays(7));
    ResourceAmounts.of(resources).check(findings, "resources");
    Names.checkRoom(
        findings, "name", placement.identity().name(), HASH, "the Job has a hash appended");
  }

  private void checkImage(Findings findings) {
    downloader.check(findings, "downloaderImage");
    findings.require(
        !buckets.isEmpty() || downloader.equals(PinnedImages.RCLONE),
        FindingCode.NO_EFFECT,
        "downloaderImage",
        quote(downloader.text()) + " copies cloud storage, but the store has none",
        "Leave .downloaderImage(..) out.");
    if (image.isEmpty() && repositories.isEmpty() && !buckets.isEmpty()) {
      return;
    }
    if (image.isEmpty()) {
      findings.add(
          FindingCode.MISSING,
          "image",
          "no image is given; the store fetches with OVMS",
          "Add .image(" + OvmsImage.NEWEST + "), the image of the servers.");
      return;
    }
    image.get().check(findings, OvmsVersion.NEWEST_READ);
    image
        .get()
        .version()
        .ifPresent(
            version ->
                findings.require(
                    version.compareTo(PULLS_SINCE) >= 0,
                    FindingCode.STORE,
                    "image",
                    quote(version)
                        + " fetches most repositories only with optimum-cli, which its image does"
                        + " not have",
                    "Use OVMS " + PULLS_SINCE + " or newer."));
  }

  private void checkRepositories(Findings findings) {
    findings.require(
        !repositories.isEmpty() || !buckets.isEmpty(),
        FindingCode.MISSING,
        "fetch",
        "nothing is fetched; a store needs at least one repository or directory",
        "Add .fetch(HuggingFace.of(\"OpenVINO/Qwen3-8B-int4-ov\")).");
    Set<HuggingFace> all = new HashSet<>();
    for (HuggingFace repository : repositories) {
      Findings its = findings.within("fetch[" + repository.repository() + "]");
      repository.check(its, token.isPresent());
      its.require(
          all.add(repository),
          FindingCode.STORE,
          "fetch",
          quote(repository) + " is fetched twice",
          "Leave one of them out.");
      its.require(
          repository.gguf().isEmpty() || token.isEmpty(),
          FindingCode.HUGGING_FACE,
          "gguf",
          quote(repository.gguf()) + " is downloaded without the token: OVMS sends none for GGUF",
          "Use a public repository, in a store without .token(..).");
    }
  }

  private void checkBuckets(Findings findings) {
    Set<BucketCopy> all = new HashSet<>();
    for (BucketCopy bucket : buckets) {
      Findings its = findings.within("fetch[" + bucket.source().uri() + "]");
      bucket.check(its);
      its.require(
          all.add(bucket),
          FindingCode.STORE,
          "fetch",
          quote(bucket.source().uri()) + " is copied twice",
          "Leave one of them out.");
      its.require(
          buckets.stream()
              .noneMatch(
                  other ->
                      other.path().equals(bucket.path())
                          && !other.source().equals(bucket.source())),
          FindingCode.CREDENTIALS,
          "source",
          quote(bucket.source().uri()) + " is read in two ways",
          "Leave one of them out.");
    }
    placement
        .pods()
        .serviceAccount()
        .filter(existing -> !identityAnnotations().isEmpty())
        .ifPresent(
            existing ->
                findings.add(
                    FindingCode.IDENTITY_OF_OTHERS,
                    "serviceAccount",
                    quote(existing)
                        + " is not emitted here; without the annotations "
                        + quote(identityAnnotations())
                        + " the Job has no cloud identity and cannot read the models",
                    "Add them to the ServiceAccount where it is created."));
  }

  private void checkVolume(Findings findings) {
    Names.checkReference(findings, "existingClaim", claim);
    storageClass.ifPresent(name -> Names.checkReference(findings, "storageClass", name));
    findings.require(
        !claimExists || (size.isEmpty() && storageClass.isEmpty()),
        FindingCode.CONTRADICTION,
        "existingClaim",
        quote(claim) + " exists already, with its size and storage class",
        "Leave .size(..) and .storageClass(..) out.");
    findings.require(
        claimExists || size.isPresent(),
        FindingCode.MISSING,
        "size",
        "no size is given; weights differ from megabytes to hundreds of gigabytes",
        "Add .size(\"20Gi\"): the files of all repositories, twice while a revision changes.");
    size.ifPresent(
        volume -> {
          volume.check(findings, "size");
          checkRoom(findings, volume);
        });
  }

  private void checkRoom(Findings findings, Quantity volume) {
    BigDecimal needed =
        repositories.stream()
            .distinct()
            .flatMap(it -> it.leastSize().stream())
            .filter(Quantity::isValid)
            .map(Quantity::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean areStated = repositories.stream().allMatch(it -> it.size().isPresent());
    findings.require(
        !volume.isValid() || volume.amount().compareTo(needed) >= 0,
        FindingCode.STORE,
        "size",
        quote(volume.text())
            + (areStated
                ? " is less than the stated sizes of the repositories, together "
                : " is less than the sizes of the repositories, by their names at least ")
            + quote(GenerativeMemory.text(needed)),
        "Raise .size(..)"
            + (areStated
                ? "."
                : ", or state .size(..) of the HuggingFace if the name is misleading."));
  }

  private static void checkUrl(Findings findings, String option, String url, String example) {
    if (!url.isEmpty()) {
      Urls.checkHttp(findings, option, url, example);
      findings.require(
          !Urls.isHttp(url) || !Urls.isOwnPod(URI.create(url).getHost()),
          FindingCode.INVALID_URL,
          option,
          quote(url) + " is the pod of the Job itself, which runs no such server",
          "Write the address of its Service.");
    }
  }
}
