package io.github.cdk8sovms.serving;

/**
 * The names of a Deployment's pods: the name of its ReplicaSet, which consists of the Deployment's
 * name and a hash, plus a suffix of five characters.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiserver/pkg/storage/names/generate.go">Name
 *     generation</a>
 */
final class PodNames {
  /** Maximum length of a generated pod name, and length of its random suffix. */
  private static final int LONGEST = 63;

  private static final int OWN = 5;
  private static final int LONGEST_BASE = LONGEST - OWN;

  /** Maximum length of the ReplicaSet's hash, with the dashes around it. */
  private static final int HASH = 12;

  private PodNames() {}

  /** Returns a regular expression for the names of a Deployment's pods, and of no others. */
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
