package io.github.cdk8sovms.serving;

/**
 * How Kubernetes names the pods of a Deployment: after its ReplicaSet, which is named after the
 * Deployment and a hash, with five characters at the end.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/storage/names/generate.go">Name
 *     generation</a>
 */
final class PodNames {
  /** The longest name of a pod that is generated, and of it what is not its own. */
  private static final int LONGEST = 63;

  private static final int OWN = 5;
  private static final int LONGEST_BASE = LONGEST - OWN;

  /** The longest hash of a ReplicaSet, with the dashes around it. */
  private static final int HASH = 12;

  private PodNames() {}

  /** A regular expression for the names of the pods of a Deployment, and of no other. */
  static String of(String deployment) {
    if (deployment.length() + HASH <= LONGEST_BASE) {
      return deployment + "-[0-9a-z]+-[0-9a-z]{" + OWN + "}";
    }
    if (deployment.length() >= LONGEST_BASE) {
      return deployment.substring(0, LONGEST_BASE) + "[0-9a-z]{" + OWN + "}";
    }
    int left = LONGEST - deployment.length() - 1;
    return deployment + "-[0-9a-z-]{" + OWN + "," + left + "}";
  }
}
