package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Set;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * A mount that a user adds to a container.
 *
 * @param volume the name of an added volume
 * @param path in the container
 * @param readOnly whether the container can only read it
 */
public record AddedMount(String volume, String path, boolean readOnly) {
  /** Directories of the image and of the kernel, without which no program runs. */
  private static final Set<String> OF_IMAGE =
      Set.of("", "/bin", "/etc", "/lib", "/lib64", "/ovms", "/sbin", "/usr", "/var");

  private static final List<String> OF_KERNEL = List.of("/dev", "/proc", "/sys");

  /** The path without a slash at its end. */
  String directory() {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether one of the two directories is in the other, or is the other. */
  boolean overlaps(String mounted) {
    String own = directory() + "/";
    String other = mounted + "/";
    return own.startsWith(other) || other.startsWith(own);
  }

  VolumeMount toApi(boolean isReadOnlyVolume) {
    return VolumeMount.builder()
        .name(volume)
        .mountPath(path)
        .readOnly(readOnly || isReadOnlyVolume ? true : null)
        .build();
  }

  /**
   * Checks the path and the volume.
   *
   * @param option of the path, such as {@code mount[/opt/cache]}
   * @param volumes the names of all added volumes
   */
  void check(Findings findings, String option, Set<String> volumes) {
    boolean isPath =
        path.startsWith("/")
            && !path.contains(":")
            && Text.isPlain(path)
            && path.indexOf('\n') < 0
            && List.of(path.split("/")).stream().noneMatch(part -> part.matches("\\.{1,2}"));
    findings.require(
        isPath,
        FindingCode.POD_ADDITION,
        option,
        quote(path) + " is not an absolute path without \"..\" and \":\"",
        "Write a path such as \"/opt/cache\".");
    findings.require(
        !isPath
            || !OF_IMAGE.contains(directory())
                && OF_KERNEL.stream().noneMatch(kernel -> (path + "/").startsWith(kernel + "/")),
        FindingCode.POD_ADDITION,
        option,
        quote(path) + " would hide files without which the container does not run",
        "Mount it into a separate directory, such as \"/opt/cache\".");
    findings.require(
        volumes.contains(volume),
        FindingCode.POD_ADDITION,
        option,
        quote(volume) + " is not a volume of the pod, which the API server refuses",
        "Add .volume(..) with this name.");
  }
}
