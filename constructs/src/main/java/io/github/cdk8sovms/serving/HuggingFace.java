package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository on Hugging Face, which a {@link ModelStore} fetches. Immutable: each method returns
 * a modified copy.
 *
 * <pre>{@code
 * HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov")
 *     .revision("5f3d0c41a2c5f6d2b8c0f6e2a1d4b7c9e0f12345")
 *     .size("5Gi")
 * }</pre>
 *
 * <p>OVMS clones the default branch and cannot fetch another revision. A configured revision is
 * therefore compared after the download: if the branch has moved on, the Job fails, and servers do
 * not start with other weights than those that were tested.
 */
public final class HuggingFace {
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}");
  private static final Pattern ADDRESS =
      Pattern.compile("^(?:(?:https?://)?(?:www\\.)?(?:huggingface\\.co|hf\\.co)/|hf://)");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern GGUF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,250}\\.gguf");

  /** Repositories with OpenVINO files: those of the organization, and by a common suffix. */
  private static final Pattern OPENVINO =
      Pattern.compile("openvino/.*|.*[-_.](?:ov|openvino)(?:[-_.].*)?");

  /** Organizations whose models require an accepted license. */
  private static final Pattern GATED =
      Pattern.compile("meta-llama/.*|google/gemma.*|black-forest-labs/.*|stabilityai/.*");

  private final String repository;
  private final String revision;
  private final String gguf;
  private final String draft;
  private final Optional<Quantity> size;

  private HuggingFace(
      String repository, String revision, String gguf, String draft, Optional<Quantity> size) {
    this.repository = repository;
    this.revision = revision;
    this.gguf = gguf;
    this.draft = draft;
    this.size = size;
  }

  /**
   * Returns a repository.
   *
   * @param repository organization and name, such as {@code "OpenVINO/Qwen3-8B-int4-ov"}
   */
  public static HuggingFace of(String repository) {
    return new HuggingFace(Required.nonNull(repository), "", "", "", Optional.empty());
  }

  /**
   * Sets the revision that the default branch must have. Default: any, which is warned of
   * (OVMS262).
   *
   * @param commit the 40 hexadecimal digits of the commit
   */
  public HuggingFace revision(String commit) {
    return new HuggingFace(repository, Required.nonNull(commit), gguf, draft, size);
  }

  /** Fetches only this GGUF file of the repository. Default: all files. */
  public HuggingFace gguf(String file) {
    return new HuggingFace(repository, revision, Required.nonNull(file), draft, size);
  }

  /**
   * Fetches a draft model for speculative decoding too, into a directory below that of the model,
   * where {@link TextGeneration} uses it. Its revision is not verified. Default: none.
   *
   * @param other organization and name, such as {@code "OpenVINO/Qwen3-0.6B-int4-ov"}
   */
  public HuggingFace draft(String other) {
    return new HuggingFace(repository, revision, gguf, Required.nonNull(other), size);
  }

  /** States the size of the files, such as {@code "5Gi"}; the volume is checked against it. */
  public HuggingFace size(String bytes) {
    Required.nonNull(bytes);
    return new HuggingFace(repository, revision, gguf, draft, Optional.of(Quantity.of(bytes)));
  }

  /** Returns organization and name. */
  public String repository() {
    return repository;
  }

  String revision() {
    return revision;
  }

  String gguf() {
    return gguf;
  }

  Optional<Quantity> size() {
    return size;
  }

  /** Returns the configured size, or the minimum that the name implies. */
  Optional<Quantity> leastSize() {
    return size.or(
        () -> WeightsByName.of(gguf.isEmpty() ? repository : gguf).map(WeightsByName::bytes));
  }

  String draft() {
    return draft;
  }

  /** Returns the directory of the draft model below that of the model, as OVMS names it. */
  String draftDirectory() {
    return draft.replace('/', '-');
  }

  /**
   * Returns the directory of a revision, file and draft model: another one does not change files
   * that are in use, and has its own marker.
   */
  String parent() {
    String commit =
        revision.isEmpty() ? "main" : revision.substring(0, Math.min(12, revision.length()));
    return commit
        + (gguf.isEmpty() ? "" : "+" + gguf)
        + (draft.isEmpty() ? "" : "+" + draftDirectory());
  }

  /** Returns the directory of the files in the volume. */
  String path() {
    return parent() + "/" + repository;
  }

  /**
   * Returns the value of {@code --task}, which only decides about a graph.pbtxt that is not used.
   */
  String task() {
    return draft.isEmpty()
        ? GenerativeTask.ofModel(repository).orElse(GenerativeTask.TEXT_GENERATION).flag()
        : GenerativeTask.TEXT_GENERATION.flag();
  }

  void check(Findings findings, boolean hasToken) {
    checkDraftAndSize(findings);
    if (!isRepository(repository)) {
      findings.add(
          FindingCode.HUGGING_FACE,
          "repository",
          quote(repository) + " is not a repository of Hugging Face",
          withoutAddress(repository)
              .map(text -> "Write " + quote(text) + ".")
              .orElse("Write organization and name, such as \"OpenVINO/Qwen3-8B-int4-ov\"."));
      return;
    }
    checkRevision(findings);
    checkFiles(findings);
    checkGated(findings, hasToken);
  }

  private void checkDraftAndSize(Findings findings) {
    findings.require(
        draft.isEmpty() || isRepository(draft),
        FindingCode.HUGGING_FACE,
        "draft",
        quote(draft) + " is not a repository of Hugging Face",
        "Write organization and name, such as \"OpenVINO/Qwen3-0.6B-int4-ov\".");
    size.ifPresent(bytes -> bytes.check(findings, "size"));
  }

  /** A repository of other files is reported as such, with or without a token. */
  private void checkGated(Findings findings, boolean hasToken) {
    boolean isGated = GATED.matcher(lowerCase()).matches();
    if (gguf.isEmpty()) {
      findings.require(
          hasToken || !isGated || !hasOpenVino(),
          FindingCode.TOKEN_MISSING,
          "token",
          quote(repository)
              + " needs an accepted license on Hugging Face, and the store has no token",
          "Add .token(\"hf-token\") to the store: a Secret with the key HF_TOKEN.");
    } else {
      findings.require(
          hasToken || !isGated,
          FindingCode.TOKEN_MISSING,
          "token",
          quote(repository)
              + " needs an accepted license on Hugging Face, and OVMS sends no token for GGUF files",
          "Use a repository that is open to all, such as a copy of the organization unsloth.");
    }
  }

  private boolean hasOpenVino() {
    return OPENVINO.matcher(lowerCase()).matches();
  }

  /** Returns the repository of an address such as {@code hf://OpenVINO/Qwen3-8B-int4-ov}. */
  private static Optional<String> withoutAddress(String text) {
    String path = ADDRESS.matcher(text).replaceFirst("");
    String[] parts = path.split("[/?#:@]");
    if (path.equals(text) || parts.length < 2) {
      return Optional.empty();
    }
    String name =
        parts[1].endsWith(".git") ? parts[1].substring(0, parts[1].length() - 4) : parts[1];
    return Optional.of(parts[0] + "/" + name).filter(HuggingFace::isRepository);
  }

  private static boolean isRepository(String text) {
    return REPOSITORY.matcher(text).matches() && !text.contains("..");
  }

  private void checkRevision(Findings findings) {
    findings.require(
        !revision.isEmpty() || !gguf.isEmpty(),
        FindingCode.REVISION,
        "revision",
        quote(repository)
            + " has no revision, so another cluster or a later day may get other weights",
        "Add .revision(..) with the commit that you tested.");
    findings.require(
        revision.isEmpty() || COMMIT.matcher(revision).matches(),
        FindingCode.HUGGING_FACE,
        "revision",
        quote(revision) + " is not a commit; branches and tags can move",
        "Write the 40 hexadecimal digits of the commit.");
    findings.require(
        revision.isEmpty() || gguf.isEmpty(),
        FindingCode.HUGGING_FACE,
        "revision",
        quote(gguf) + " is downloaded without its history, so its revision cannot be verified",
        "Leave .revision(..) out.");
  }

  private void checkFiles(Findings findings) {
    findings.require(
        gguf.isEmpty() || GGUF.matcher(gguf).matches(),
        FindingCode.HUGGING_FACE,
        "gguf",
        quote(gguf) + " is not the name of a GGUF file",
        "Write a name such as \"Qwen3-8B-Q4_K_M.gguf\".");
    findings.require(
        !gguf.isEmpty() || hasOpenVino(),
        FindingCode.NOT_OPENVINO,
        "repository",
        quote(repository)
            + " does not look like a repository with OpenVINO files; OVMS does not load PyTorch"
            + " weights, and --pull does not convert them",
        "Use a repository such as \"OpenVINO/Qwen3-8B-int4-ov\", or .gguf(..) for a GGUF file.");
  }

  private String lowerCase() {
    return repository.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HuggingFace that
        && repository.equals(that.repository)
        && revision.equals(that.revision)
        && gguf.equals(that.gguf)
        && draft.equals(that.draft);
  }

  @Override
  public int hashCode() {
    return Objects.hash(repository, revision, gguf, draft);
  }

  @Override
  public String toString() {
    return repository + (revision.isEmpty() ? "" : "@" + revision);
  }
}
