package io.github.cdk8sovms.kubernetes;

import java.util.List;
import org.cdk8s.plus34.k8s.Capabilities;
import org.cdk8s.plus34.k8s.PodSecurityContext;
import org.cdk8s.plus34.k8s.SeccompProfile;
import org.cdk8s.plus34.k8s.SecurityContext;

/**
 * The security settings of every pod we emit: those of the restricted Pod Security Standard, and a
 * read-only root file system.
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
   * The pod's part.
   *
   * @param user numeric user and group; volumes are made readable for the group
   */
  public static PodSecurityContext pod(int user) {
    return PodSecurityContext.builder()
        .runAsNonRoot(true)
        .runAsUser(user)
        .runAsGroup(user)
        .fsGroup(user)
        .seccompProfile(SeccompProfile.builder().type("RuntimeDefault").build())
        .build();
  }

  /** The part of each container, init containers included. */
  public static SecurityContext container() {
    return CONTAINER;
  }
}
