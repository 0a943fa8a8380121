package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.regex.Pattern;

/**
 * A directory on an existing volume, mounted read-only.
 *
 * @param claim the PersistentVolumeClaim
 * @param path the model's directory on the volume
 * @param nodes how many nodes can mount the volume at a time
 */
public record ClaimedVolume(String claim, String path, VolumeNodes nodes) implements ModelSource {
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9._-]{1,255}+(?:/[A-Za-z0-9._-]{1,255}+)*+");

  /** Leaves room for the mount path: Linux accepts paths of up to 4,095 bytes. */
  private static final int LONGEST_PATH = 3_000;

  /** Removes a trailing slash from the path. */
  public ClaimedVolume {
    Required.nonNull(nodes, "nodes");
    Required.nonNull(claim, "claim");
    Required.nonNull(path, "path");
    path = ModelDirectory.withoutSlash(path);
  }

  /**
   * Declares that one node at a time can mount the volume (ReadWriteOnce). A rollout then stops the
   * old pod before it starts the new one, and more than one replica is a warning: pods of an
   * autoscaler on other nodes would stay pending.
   */
  public ClaimedVolume oneNode() {
    return new ClaimedVolume(claim, path, nodes.and(VolumeNodes.ONE));
  }

  /** Declares that several nodes can mount the volume at a time (ReadOnlyMany or ReadWriteMany). */
  public ClaimedVolume manyNodes() {
    return new ClaimedVolume(claim, path, nodes.and(VolumeNodes.MANY));
  }

  @Override
  public void check(Findings findings) {
    Required.nonNull(findings);
    Names.checkReference(findings, "source.claim", claim);
    findings.require(
        nodes != VolumeNodes.CONTRADICTED,
        FindingCode.CONTRADICTION,
        "source.claim",
        quote(claim) + " is a volume for one node at a time and for many",
        "Keep .oneNode() or .manyNodes().");
    checkPath(findings, path);
  }

  /** Checks that a path is a directory inside the volume. */
  static void checkPath(Findings findings, String path) {
    findings.require(
        isPath(path),
        FindingCode.MODEL_SOURCE,
        "source.path",
        quote(path)
            + " is not a directory on the volume; it must be relative, of letters, digits, '.',"
            + " '_', '-' and '/', and stay inside the volume",
        "Write a path such as \"models/resnet50\".");
    if (isPath(path)) {
      new ModelDirectory(path).check(findings, "source.path");
    }
  }

  /** Returns whether this is a relative path without {@code ..}. */
  static boolean isPath(String path) {
    return path.length() <= LONGEST_PATH
        && PATH.matcher(path).matches()
        && !("/" + path + "/").contains("/../");
  }
}
