package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.LoadSignal;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The pods of servers, as series know them: by namespace and name. Labels of pods are not on every
 * series, because most ways to scrape leave them out.
 */
final class ServerPods {
  private ServerPods() {}

  /** Those of one server. */
  static Series of(OvmsModelServer server) {
    return new Series(LoadSignal.pods(server.namespace(), server.podNames()));
  }

  /** Those of several servers, in the chosen namespaces. */
  static Series of(Collection<OvmsModelServer> servers) {
    return Series.ofNamespaces()
        .and(
            servers.stream()
                .map(OvmsModelServer::podNames)
                .distinct()
                .collect(Collectors.joining("|", "pod=~\"", "\"")));
  }
}
