package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.regex.Pattern;

/** A directory on an existing volume, mounted read-only. */
public final class ClaimedVolume extends ModelSource {
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9._-]{1,255}+(?:/[A-Za-z0-9._-]{1,255}+)*+");

  /** Leaves room for the mount path: Linux accepts paths of up to 4,095 bytes. */
  private static final int LONGEST_PATH = 3_000;

  private final String claim;
  private final String path;
  private final VolumeNodes nodes;

  /** Removes a trailing slash from the path. */
  ClaimedVolume(String claim, String path, VolumeNodes nodes) {
    this.claim = claim;
    this.path = ModelDirectory.withoutSlash(path);
    this.nodes = nodes;
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

  /** Returns the PersistentVolumeClaim. */
  public String claim() {
    return claim;
  }

  /** Returns the model's directory on the volume. */
  public String path() {
    return path;
  }

  /** Returns how many nodes can mount the volume at a time. */
  VolumeNodes nodes() {
    return nodes;
  }

  @Override
  List<Object> options() {
    return List.of(claim, path, nodes);
  }

  @Override
  void check(Findings findings) {
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
