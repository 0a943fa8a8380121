package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Selects the pods of servers by namespace and name. Other pod labels are not on every series,
 * because most scrape configurations omit them.
 */
final class ServerPods {
  private ServerPods() {}

  /** Selects the pods of one server. */
  static SeriesSelector of(ModelServer server, SeriesLabels labels) {
    return new SeriesSelector(labels.pods(server.namespace(), ServerLink.of(server).podNames()));
  }

  /** Selects the pods of several servers, in the chosen namespaces. */
  static SeriesSelector of(Collection<ModelServer> servers, SeriesLabels labels) {
    return SeriesSelector.ofNamespaces(labels)
        .and(
            labels.named(
                servers.stream()
                    .map(server -> ServerLink.of(server).podNames())
                    .distinct()
                    .collect(Collectors.joining("|"))));
  }
}
