package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs that patch objects of every construct, typed and custom. */
final class PatchCases {
  private static final String POD = "/spec/template/spec";

  private PatchCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("patched", PatchCases::patched);
    cases.put("patched-custom-resources", PatchCases::customResources);
    return cases;
  }

  private static void patched(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .registry("registry.example.com/mirror")
            .patch(server())
            .build();
    PrometheusStack prometheus =
        Cases.prometheus(chart, resnet)
            .patch(
                Patch.of("StatefulSet")
                    .add(
                        "/spec/persistentVolumeClaimRetentionPolicy",
                        Map.of("whenDeleted", "Delete", "whenScaled", "Retain"))
                    .replace(
                        "/spec/volumeClaimTemplates/0/spec/resources/requests/storage",
                        Quantity.of("20Gi")))
            .build();
    MetricsAdapter adapter =
        Cases.adapter(chart, prometheus)
            .patch(
                Patch.of("APIService", "v1beta1.custom.metrics.k8s.io")
                    .add("/metadata/annotations", Map.of("example.com/owner", "platform")))
            .build();
    Cases.autoscaler(chart, resnet, adapter)
        .patch(
            Patch.of("HorizontalPodAutoscaler")
                .add("/spec/behavior/scaleDown/selectPolicy", "Disabled"))
        .build();
  }

  private static Patch[] server() {
    Patch deployment =
        Patch.of("Deployment")
            .test(POD + "/containers/0/name", "ovms")
            .replace(POD + "/containers/0/resources/limits/memory", "8Gi")
            .replace("/spec/strategy/rollingUpdate/maxSurge", "50%")
            .add(POD + "/dnsConfig", Map.of("options", List.of(Map.of("name", "single-request"))))
            .mergeYaml(
                """
                spec:
                  revisionHistoryLimit: 3
                  template:
                    spec:
                      hostAliases:
                        - {ip: 10.20.0.7, hostnames: [models.example.com]}
                      volumes:
                        - {name: company-ca, secret: {secretName: company-ca}}
                      containers:
                        - name: ovms
                          env:
                            - {name: OPENVINO_LOG_LEVEL, value: "1"}
                          volumeMounts:
                            - {name: company-ca, mountPath: /etc/ssl/certs/company, readOnly: true}
                """);
    return new Patch[] {
      deployment,
      Patch.of("Service")
          .merge(Map.of("spec", Map.of("sessionAffinity", "ClientIP", "clusterIP", "10.96.0.77"))),
      Patch.of("PodDisruptionBudget").replace("/spec/maxUnavailable", "25%")
    };
  }

  private static void customResources(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    Cases.operatorPrometheus(chart, resnet)
        .patch(
            Patch.of("Prometheus").mergeYaml("spec: {logLevel: warn, replicas: 2}\n"),
            Patch.of("PodMonitor").add("/spec/podTargetLabels", List.of("app.kubernetes.io/name")))
        .build();
  }
}
