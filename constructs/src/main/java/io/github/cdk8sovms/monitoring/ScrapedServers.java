package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The servers that a Prometheus scrapes, in the order in which they were added. */
final class ScrapedServers {
  private final List<ModelServer> inOrder = new ArrayList<>();
  private final Set<ModelServer> distinct = new HashSet<>();

  ScrapedServers copy() {
    ScrapedServers copy = new ScrapedServers();
    inOrder.forEach(copy::add);
    return copy;
  }

  void add(ModelServer server) {
    inOrder.add(server);
    distinct.add(server);
  }

  List<ModelServer> inOrder() {
    return List.copyOf(inOrder);
  }

  /** Returns whether a server was added; in O(1), because each autoscaler of a fleet calls it. */
  boolean contains(ModelServer server) {
    return distinct.contains(server);
  }

  boolean areAllIn(String namespace) {
    return inOrder.stream().allMatch(server -> server.namespace().equals(namespace));
  }

  /** Returns whether a server has a NetworkPolicy that restricts scrapes. */
  boolean isAnyIsolated() {
    return inOrder.stream().anyMatch(server -> ServerLink.of(server).metrics().isolated());
  }

  /**
   * Checks that each was added once.
   *
   * @param mayBeNone whether scrapes may be configured elsewhere
   */
  void check(Findings findings, boolean mayBeNone) {
    findings.require(
        mayBeNone || !inOrder.isEmpty(),
        FindingCode.NOTHING_SCRAPED,
        "scrape",
        "no server is given, so there would be nothing to scale on",
        "Add .scrape(server) for each server.");
    Set<ModelServer> seen = new HashSet<>();
    inOrder.stream()
        .filter(server -> !seen.add(server))
        .distinct()
        .forEach(
            server ->
                findings.add(
                    FindingCode.SCRAPED_TWICE,
                    "scrape",
                    quote(server.namespace() + "/" + server.serviceName())
                        + " is given twice; sums over its pods would be doubled",
                    "Keep one .scrape(..) for each server."));
  }
}
