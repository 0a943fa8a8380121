package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import java.util.OptionalInt;
import org.cdk8s.plus34.k8s.Capabilities;
import org.cdk8s.plus34.k8s.PodSecurityContext;
import org.cdk8s.plus34.k8s.SeccompProfile;
import org.cdk8s.plus34.k8s.SecurityContext;

/**
 * The security context of all emitted pods: the restricted Pod Security Standard, and a read-only
 * root file system.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
public final class PodSecurity {
  private static final SecurityContext CONTAINER =
      SecurityContext.builder()
          .allowPrivilegeEscalation(false)
          .capabilities(Capabilities.builder().drop(List.of("ALL")).build())
          .readOnlyRootFilesystem(true)
          .build();

  private PodSecurity() {}

  /**
   * Returns the security context of a pod.
   *
   * @param user numeric user, group and fsGroup, which makes volumes readable; empty to leave all
   *     three to the platform
   * @param groups supplemental groups, such as those that own devices of the node
   */
  public static PodSecurityContext pod(OptionalInt user, List<Integer> groups) {
    Integer id = user.isPresent() ? user.getAsInt() : null;
    return PodSecurityContext.builder()
        .runAsNonRoot(true)
        .runAsUser(id)
        .runAsGroup(id)
        .fsGroup(id)
        .supplementalGroups(groups.isEmpty() ? null : groups)
        .seccompProfile(SeccompProfile.builder().type("RuntimeDefault").build())
        .build();
  }

  /** Returns the security context of a container, including init containers. */
  public static SecurityContext container() {
    return CONTAINER;
  }
}
