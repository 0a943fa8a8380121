package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The pods of servers, as series know them: by namespace and name. Labels of pods are not on every
 * series, because most ways to scrape leave them out.
 */
final class ServerPods {
  /** What Deployments append: the hash of a revision, and five characters for each pod. */
  private static final String SUFFIX = "-[a-z0-9]+-[a-z0-9]{5}";

  /** Kubernetes cuts names of pods, five random characters not counted. */
  private static final int LONGEST_START = 58;

  private static final int LONGEST_REVISION = 12;

  private ServerPods() {}

  /** Those of one server. */
  static Series of(OvmsModelServer server) {
    return new Series("namespace=\"" + server.namespace() + "\",pod=~\"" + names(server) + "\"");
  }

  /** Those of several servers, in the chosen namespaces. */
  static Series of(Collection<OvmsModelServer> servers) {
    return Series.ofNamespaces()
        .and(
            servers.stream()
                .map(ServerPods::names)
                .distinct()
                .collect(Collectors.joining("|", "pod=~\"", "\"")));
  }

  private static String names(OvmsModelServer server) {
    String deployment = server.serviceName();
    return deployment.length() + LONGEST_REVISION <= LONGEST_START
        ? deployment + SUFFIX
        : deployment.substring(0, Math.min(deployment.length(), LONGEST_START)) + ".*";
  }
}
