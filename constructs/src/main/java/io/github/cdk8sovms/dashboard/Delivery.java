package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cdk8s.ApiObject;

/** The object that delivers a dashboard to Grafana. */
sealed interface Delivery {

  /** Checks the labels and annotations by which the object is selected. */
  void check(Findings findings, String folder);

  /**
   * Creates the object.
   *
   * @param file the name of the file
   * @param json its content
   * @param folder the folder in Grafana; empty for none
   */
  ObjectRef<? extends ApiObject> create(
      ApiObjects objects, String name, String file, String json, String folder);

  /**
   * A ConfigMap, for the sidecar container of Grafana that loads dashboards.
   *
   * @param label the key of the label that it selects
   * @param value the value of that label
   * @param folderAnnotation the annotation with the folder
   */
  record Sidecar(String label, String value, String folderAnnotation) implements Delivery {
    /** The defaults of kube-prometheus-stack. */
    static final Sidecar DEFAULT = new Sidecar("grafana_dashboard", "1", "grafana_folder");

    @Override
    public void check(Findings findings, String folder) {
      Labels.checkSelector(findings, "sidecar", Map.of(label, value));
      Labels.checkAnnotations(findings, Map.of(folderAnnotation, folder));
    }

    @Override
    public ObjectRef<? extends ApiObject> create(
        ApiObjects objects, String name, String file, String json, String folder) {
      return objects
          .with(
              Map.of(label, value), folder.isEmpty() ? Map.of() : Map.of(folderAnnotation, folder))
          .configMap(ApiObjects.MAIN, name, Map.of(file, json));
    }
  }

  /**
   * A GrafanaDashboard, for the Grafana Operator.
   *
   * @param label a label of the Grafana objects to select
   * @param value its value
   */
  record Operator(String label, String value) implements Delivery {
    private static final ResourceType DASHBOARD =
        new ResourceType("grafana.integreatly.org/v1beta1", "GrafanaDashboard");

    @Override
    public void check(Findings findings, String folder) {
      Labels.checkSelector(findings, "grafanaOperator", Map.of(label, value));
    }

    /**
     * Allows cross-namespace import: otherwise a Grafana in another namespace ignores the object.
     */
    @Override
    public ObjectRef<? extends ApiObject> create(
        ApiObjects objects, String name, String file, String json, String folder) {
      Map<String, Object> spec = new LinkedHashMap<>();
      spec.put("instanceSelector", Map.of("matchLabels", Map.of(label, value)));
      spec.put("allowCrossNamespaceImport", true);
      if (!folder.isEmpty()) {
        spec.put("folder", folder);
      }
      spec.put("json", json);
      return objects.customResource(ApiObjects.MAIN, DASHBOARD, name, Map.of(), spec);
    }
  }
}
