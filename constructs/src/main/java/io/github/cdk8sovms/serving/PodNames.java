package io.github.cdk8sovms.serving;

/**
 * The names that Kubernetes gives the pods of a Deployment: its own, the hash of the template, and
 * five characters by chance.
 *
 * @param deployment the name of the Deployment
 */
record PodNames(String deployment) {
  /** A hash of 32 bits in decimal digits, each written as another character. */
  private static final int LONGEST_HASH = 10;

  /** What is left of a name's 63 characters before those by chance. */
  private static final int LONGEST_BASE = 58;

  private static final String BY_CHANCE = "[a-z0-9]{5}";

  /** A regular expression for all of these names, and for those of no other Deployment. */
  String pattern() {
    String prefix = deployment + "-";
    int longest = prefix.length() + LONGEST_HASH + "-".length();
    if (longest <= LONGEST_BASE) {
      return prefix + "[a-z0-9]+-" + BY_CHANCE;
    }
    // Kubernetes cuts off what is too long, and with it the dash and more or less of the hash.
    int kept = Math.min(prefix.length(), LONGEST_BASE);
    int hash = Math.min(LONGEST_HASH, LONGEST_BASE - kept);
    return prefix.substring(0, kept) + "[a-z0-9]{0," + hash + "}-?" + BY_CHANCE;
  }
}
