package io.github.cdk8sovms.gitops;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ScaleTarget;
import io.github.cdk8sovms.serving.internal.ServerLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import software.constructs.IConstruct;

/**
 * Argo CD's {@code ignoreDifferences} for fields of emitted objects that other controllers write.
 */
final class IgnoredDifferences {

  private IgnoredDifferences() {}

  static List<Map<String, Object>> in(Chart chart) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (IConstruct construct : chart.getNode().findAll()) {
      if (construct instanceof ModelServer server && server.getHasAutoscaler()) {
        ServerLink.of(server)
            .scaleTarget()
            .writtenReplicas()
            .ifPresent(pointer -> fields.add(replicas(server, pointer)));
      } else if (construct instanceof MetricsAdapter adapter && adapter.isVerifiedByCertManager()) {
        fields.add(caBundles());
      }
    }
    return List.copyOf(fields);
  }

  private static Map<String, Object> replicas(ModelServer server, String pointer) {
    ScaleTarget target = ServerLink.of(server).scaleTarget();
    Map<String, Object> field = kind(target.type().group(), target.type().kind());
    field.put("name", target.name());
    field.put("namespace", server.namespace());
    field.put("jsonPointers", List.of(pointer));
    return field;
  }

  private static Map<String, Object> caBundles() {
    Map<String, Object> field = kind("apiregistration.k8s.io", "APIService");
    field.put("jsonPointers", List.of("/spec/caBundle"));
    return field;
  }

  private static Map<String, Object> kind(String group, String kind) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("group", group);
    field.put("kind", kind);
    return field;
  }
}
