package io.github.cdk8sovms.serving.internal;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.StoredModel;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Collection;
import java.util.List;

/**
 * A ModelStore that fetches models of a server.
 *
 * @param namespace the namespace of its Job
 * @param name its name, which the pods of the Job have as a label
 */
public record StoreRef(String namespace, String name) {
  /** Takes no null. */
  public StoreRef {
    Required.nonNull(namespace, "namespace");
    Required.nonNull(name, "name");
  }

  /** Returns the stores of servers. */
  public static List<StoreRef> of(Collection<ModelServer> servers) {
    return Required.nonNull(servers).stream()
        .flatMap(server -> server.servables().stream())
        .filter(servable -> servable.source() instanceof StoredModel)
        .map(servable -> (StoredModel) servable.source())
        .map(files -> new StoreRef(files.namespace(), files.store()))
        .distinct()
        .toList();
  }
}
