package io.github.cdk8sovms.exposure;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hostnames of a route.
 *
 * @param names in order; none for every hostname of the listener
 */
record Hostnames(List<String> names) {
  private static final int MOST = 16;
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;
  private static final String WILDCARD = "*.";
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern IPV4 = Pattern.compile("[0-9]+([.][0-9]+)*");

  Hostnames {
    names = List.copyOf(names);
  }

  /** Returns the earlier ones, if any, and more. */
  static Hostnames of(@Nullable Hostnames earlier, List<String> more) {
    Stream<String> first = earlier == null ? Stream.empty() : earlier.names().stream();
    return new Hostnames(Stream.concat(first, more.stream()).toList());
  }

  void check(Findings findings, String option) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      findings.require(
          isHostname(name),
          FindingCode.ROUTE_HOSTNAME,
          option,
          quote(name)
              + " is not a hostname; it must be lowercase labels of letters, digits and '-', at most"
              + " 253 characters, \"*.\" only at the start, and no address or port",
          "Write a hostname such as \"resnet.example.com\".");
      findings.require(
          seen.add(name),
          FindingCode.ROUTE_HOSTNAME,
          option,
          quote(name) + " is given twice",
          "Write each hostname once.");
    }
    findings.require(
        names.size() <= MOST,
        FindingCode.ROUTE_HOSTNAME,
        option,
        quote(names.size()) + " are more hostnames than the " + MOST + " of one route",
        "Use a wildcard such as \"*.example.com\", or a second Exposure.");
  }

  /** Returns whether a request can match both. */
  boolean overlap(Hostnames other) {
    return names.isEmpty()
        || other.names.isEmpty()
        || names.stream().anyMatch(one -> other.names.stream().anyMatch(two -> match(one, two)));
  }

  @Override
  public String toString() {
    return names.isEmpty() ? "every hostname" : String.join(", ", names);
  }

  private static boolean match(String one, String two) {
    return one.equals(two) || covers(one, two) || covers(two, one);
  }

  /** A wildcard of Gateway API covers any number of labels. */
  private static boolean covers(String wildcard, String name) {
    return wildcard.startsWith(WILDCARD) && name.endsWith(wildcard.substring(1));
  }

  private static boolean isHostname(String name) {
    String labels = name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
    if (name.length() > LONGEST || IPV4.matcher(labels).matches()) {
      return false;
    }
    for (String label : labels.split("[.]", -1)) {
      if (label.length() > LONGEST_LABEL || !LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }
}
