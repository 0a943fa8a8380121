package io.github.cdk8sovms.acceptance.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every object fits its schema, in the oldest and the newest supported Kubernetes, custom kinds
 * included and no kind skipped. The schemas are closed: an unknown field is an error.
 */
class KubeconformTest {
  private static final String OLDEST = "1.32.13";
  private static final String NEWEST = "1.37.2";

  /** Part of the name of a case that needs a newer Kubernetes than the oldest. */
  private static final String NEWER = "kubernetes-1.35";

  /** The error of kubeconform for each mistake. */
  private static final Map<Mistake, String> FOUND = new HashMap<>();

  private static final String FILE = "{{.ResourceKind}}{{.KindSuffix}}.json";

  @ParameterizedTest
  @ValueSource(strings = {OLDEST, NEWEST})
  void everyEmittedObjectIsValid(String kubernetes) {
    List<String> files =
        new ArrayList<>(
            GoldenCases.stored().stream()
                .map(Path::toString)
                .filter(file -> !kubernetes.equals(OLDEST) || !file.contains(NEWER))
                .toList());
    files.add(Repository.DIST.resolve("quickstart.k8s.yaml").toString());
    files.add(Repository.DIST.resolve("blog-recipe.k8s.yaml").toString());
    files.add(Repository.DIST.resolve("gpu-fleet.k8s.yaml").toString());
    files.add(Repository.DIST.resolve("chat.k8s.yaml").toString());
    files.add(Repository.DIST.resolve("kserve.k8s.yaml").toString());
    files.add(Repository.DIST.resolve("argocd/quickstart.yaml").toString());
    files.add(Repository.ROOT.resolve("docs/examples/flux.yaml").toString());

    Command result = kubeconform(kubernetes, files);

    System.out.print("kubeconform for Kubernetes " + kubernetes + ": " + result.output());
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("Invalid: 0, Errors: 0, Skipped: 0");
  }

  @Test
  void whatNeedsANewerKubernetesIsNotValidInTheOldest() {
    List<String> files =
        GoldenCases.stored().stream()
            .map(Path::toString)
            .filter(file -> file.contains(NEWER) && file.contains("HorizontalPodAutoscaler"))
            .toList();

    assertThat(files).isNotEmpty();
    assertThat(kubeconform(OLDEST, files).output()).contains("tolerance");
  }

  /** A folder of golden files, a file, what is right in it, and what is put in its place. */
  private static final String WRONG =
      """
      quickstart                 | Deployment.resnet.yaml                           | replicas: 1                       | replicaz: 1
      quickstart                 | Deployment.resnet.yaml                           | periodSeconds: 10                 | periodSeconds: ten
      quickstart                 | HorizontalPodAutoscaler.resnet-autoscaler.yaml   | maxReplicas: 4                    | maxReplicas: "4"
      quickstart                 | APIService.v1beta1.custom.metrics.k8s.io.yaml    | port: 443                         | prot: 443
      blog-recipe                | ModelServer.demo.yaml                            | replicas: 1                       | replicas: one
      blog-recipe                | ModelServer.demo.yaml                            | image_name:                       | image:
      blog-recipe                | Prometheus.prometheus.yaml                       | serviceMonitorSelector: {}        | serviceMonitorSelectors: {}
      blog-recipe                | ServiceMonitor.demo-ovms.yaml                    | port: rest                        | port: 8081
      load-http                  | Job.load.yaml                                    | backoffLimit: 0                   | backoffLimits: 0
      argo-application           | Application.shop.yaml                            | targetRevision:                   | revision:
      dashboard-grafana-operator | GrafanaDashboard.dashboard.yaml                  | folder: Model servers             | folders: Model servers
      dashboard-grafana-operator | GrafanaDashboard.dashboard.yaml                  | instanceSelector:                 | selector:
      keda                       | ScaledObject.autoscaler.yaml                     | minReplicaCount: 1                | minReplicas: 1
      keda                       | ScaledObject.autoscaler.yaml                     | threshold: "1"                    | threshold: 1
      keda-every-option          | ScaledObject.autoscaler.yaml                     | currentReplicasIfHigher           | higher
      keda-prometheus-with-token | TriggerAuthentication.autoscaler-prometheus.yaml | parameter:                        | param:
      exposure-gateway           | HTTPRoute.resnet-exposure.yaml                   | hostnames:                        | hosts:
      exposure-gateway           | HTTPRoute.resnet-exposure.yaml                   | request: 30s                      | request: 30
      exposure-gateway           | GRPCRoute.resnet-exposure.yaml                   | port: 8080                        | port: grpc
      exposure-ingress           | Ingress.resnet-exposure.yaml                     | ingressClassName:                 | className:
      image-prepull              | DaemonSet.images.yaml                            | type: RollingUpdate               | strategy: RollingUpdate
      headroom                   | PriorityClass.serving-resnet-headroom.yaml       | value: -10                        | value: low
      headroom-capacity-buffer   | CapacityBuffer.resnet-buffer.yaml                | scalableRef:                      | scaleTargetRef:
      kserve-scaled              | InferenceService.resnet.yaml                     | storageUri:                       | storageURI:
      kserve-scaled              | InferenceService.resnet.yaml                     | terminationGracePeriodSeconds: 45 | terminationGracePeriodSeconds: 45s
      kserve-scaled              | ServingRuntime.resnet.yaml                       | startupProbe:                     | startProbe:
      kserve-scaled              | ServingRuntime.resnet.yaml                       | multiModel: false                 | multiModel: "false"
      mesh-istio-sidecar-strict  | PeerAuthentication.resnet.yaml                   | portLevelMtls:                    | portLevelMTLS:
      mesh-istio-sidecar-strict  | PeerAuthentication.resnet.yaml                   | PERMISSIVE                        | OPEN
      """;

  private static List<Mistake> mistakes() {
    return WRONG.lines().map(Mistake::of).toList();
  }

  /** All at once, because each run reads the schemas again. */
  @BeforeAll
  static void validateMistakes(@TempDir Path folder) {
    List<Mistake> mistakes = mistakes();
    for (int i = 0; i < mistakes.size(); i++) {
      Repository.write(folder.resolve(i + ".yaml"), mistakes.get(i).made());
    }
    List<String> words = new ArrayList<>(List.of("-output", "json", folder.toString()));
    JsonNode report = Manifest.parse(kubeconform(NEWEST, words).output());
    for (JsonNode one : report.path("resources")) {
      Path file = Path.of(one.path("filename").asText());
      int index = Integer.parseInt(file.getFileName().toString().replace(".yaml", ""));
      FOUND.put(mistakes.get(index), one.path("status").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aWrongFieldOrTypeIsFound(Mistake mistake) {
    assertThat(FOUND).containsEntry(mistake, "statusInvalid");
  }

  private record Mistake(String app, String golden, String right, String wrong) {
    static Mistake of(String line) {
      String[] cells = line.split(" *\\| ", -1);
      assertThat(cells).as(line).hasSize(4);
      return new Mistake(cells[0], cells[1], cells[2], cells[3]);
    }

    String made() {
      String valid = Repository.read(GoldenCases.file(app, golden));
      String broken =
          valid.contains(right)
              ? valid.replaceFirst("\\Q" + right + "\\E", wrong)
              : valid.replaceFirst("(?m)^spec:$", "spec:\n  " + wrong);
      assertThat(broken).isNotEqualTo(valid);
      return broken;
    }
  }

  private static Command kubeconform(String kubernetes, List<String> files) {
    Path schemas = Repository.RESOURCES.resolve("schemas");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-strict",
                "-summary",
                "-kubernetes-version",
                kubernetes,
                "-schema-location",
                schemas + "/{{.NormalizedKubernetesVersion}}/" + FILE,
                "-schema-location",
                schemas + "/crds/" + FILE));
    arguments.addAll(files);
    return GoTool.KUBECONFORM.run(Repository.ROOT, arguments);
  }
}
