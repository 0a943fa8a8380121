package io.github.cdk8sovms.planning.manifest;

/**
 * What a plan takes for granted because the manifest does not hold it.
 *
 * @param text a clause such as {@code pods are ready 30s after their creation}
 * @param option the option that replaces it, such as {@code --start}; empty if there is none
 */
public record Assumption(String text, String option) {
  @Override
  public String toString() {
    return option.isEmpty() ? text : text + " (" + option + ")";
  }
}
