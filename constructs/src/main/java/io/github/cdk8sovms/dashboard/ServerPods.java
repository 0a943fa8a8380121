package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The pods of servers, as series know them: by namespace and name. Labels of pods are not on every
 * series, because most ways to scrape leave them out.
 */
final class ServerPods {
  private ServerPods() {}

  /** Those of one server. */
  static SeriesSelector of(OvmsModelServer server, SeriesLabels labels) {
    return new SeriesSelector(labels.pods(server.namespace(), server.podNames()));
  }

  /** Those of several servers, in the chosen namespaces. */
  static SeriesSelector of(Collection<OvmsModelServer> servers, SeriesLabels labels) {
    return SeriesSelector.ofNamespaces(labels)
        .and(
            labels.named(
                servers.stream()
                    .map(OvmsModelServer::podNames)
                    .distinct()
                    .collect(Collectors.joining("|"))));
  }
}
