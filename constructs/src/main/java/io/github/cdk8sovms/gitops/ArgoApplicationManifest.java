package io.github.cdk8sovms.gitops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Application. */
record ArgoApplicationManifest(ArgoApplicationSpec application) {
  /** The suffix that cdk8s appends to the name of a chart. */
  private static final String MANIFEST = ".k8s.yaml";

  private static final int RETRIES = 5;

  Map<String, Object> content() {
    List<Map<String, Object>> writtenByOthers = IgnoredDifferences.in(application.chart());
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("project", application.project());
    spec.put("source", source());
    spec.put("destination", Map.of("server", application.cluster()));
    spec.put("syncPolicy", syncPolicy(!writtenByOthers.isEmpty()));
    if (!writtenByOthers.isEmpty()) {
      spec.put("ignoreDifferences", writtenByOthers);
    }
    return spec;
  }

  private Map<String, Object> source() {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("repoURL", application.repository());
    source.put("targetRevision", application.revision());
    source.put("path", application.directory());
    // The directory may contain manifests of other charts, and other files.
    source.put("directory", Map.of("include", application.chart().getNode().getId() + MANIFEST));
    return source;
  }

  private Map<String, Object> syncPolicy(boolean othersWrite) {
    List<String> syncOptions = new ArrayList<>();
    syncOptions.add("ServerSideApply=true");
    if (othersWrite) {
      // Otherwise the differences are only hidden, but still overwritten.
      syncOptions.add("RespectIgnoreDifferences=true");
    }
    Map<String, Object> policy = new LinkedHashMap<>();
    if (application.automated()) {
      Map<String, Object> automated = new LinkedHashMap<>();
      automated.put("prune", true);
      automated.put("selfHeal", true);
      policy.put("automated", automated);
    }
    policy.put("syncOptions", syncOptions);
    policy.put("retry", retry());
    return policy;
  }

  /** For slow image pulls, or a temporarily unavailable API server. */
  private static Map<String, Object> retry() {
    Map<String, Object> backoff = new LinkedHashMap<>();
    backoff.put("duration", "10s");
    backoff.put("factor", 2);
    backoff.put("maxDuration", "3m");
    Map<String, Object> retry = new LinkedHashMap<>();
    retry.put("limit", RETRIES);
    retry.put("backoff", backoff);
    return retry;
  }
}
