package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;

/**
 * Files that a {@link ModelStore} fetches, mounted read-only. The pods of a server wait in an init
 * container until they are complete.
 *
 * @param volume the directory on the claim of the store
 * @param namespace the namespace of the claim
 * @param store the name of the store
 * @param gguf the GGUF file; empty for OpenVINO files
 * @param draft the directory of the draft model below it; empty for none
 * @param hasVersions whether it is a directory of cloud storage, with a directory for each version
 *     of a model
 * @param isFetched whether the store fetches it
 */
public record StoredModel(
    ClaimedVolume volume,
    String namespace,
    String store,
    String gguf,
    String draft,
    boolean hasVersions,
    boolean isFetched)
    implements ModelSource {

  /** Checks for null. */
  public StoredModel {
    Required.nonNull(volume, "volume");
    Required.nonNull(namespace, "namespace");
    Required.nonNull(store, "store");
    Required.nonNull(gguf, "gguf");
    Required.nonNull(draft, "draft");
  }

  /** Returns the file that the store creates when the files are complete. */
  static String marker(String path) {
    return path + ".ready";
  }

  @Override
  public void check(Findings findings) {
    Required.nonNull(findings);
    findings.require(
        isFetched,
        FindingCode.STORE,
        "source",
        quote(volume.path()) + " is not fetched by the store " + quote(volume.claim()),
        hasVersions
            ? "Add .fetch(..) with the same directory to the store."
            : "Add .fetch(..) with the same HuggingFace to the store.");
  }
}
