package io.github.cdk8sovms.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** Where pods run, and the metadata that is theirs. */
class SchedulingTest {
  private static final Scheduling GPU_POOL =
      Scheduling.create()
          .nodeSelector("pool", "gpu")
          .tolerate(Toleration.of("gpu").noSchedule())
          .priorityClass("inference");

  private final Chart chart = Programs.chart();

  @Test
  void everyPodTakesIt() {
    OvmsModelServer server = Programs.server(chart, "resnet").scheduling(GPU_POOL).build();
    PrometheusStack prometheus = Programs.prometheus(chart, server).scheduling(GPU_POOL).build();
    Programs.adapter(chart, prometheus).scheduling(GPU_POOL).build();

    for (String path : List.of("Deployment", "StatefulSet")) {
      for (JsonNode workload : Synthesized.of(chart).all(path)) {
        JsonNode pod = workload.at("/spec/template/spec");
        assertThat(pod.at("/nodeSelector/pool").asText()).isEqualTo("gpu");
        assertThat(pod.at("/tolerations/0").toString())
            .isEqualTo("{\"effect\":\"NoSchedule\",\"key\":\"gpu\",\"operator\":\"Exists\"}");
        assertThat(pod.at("/priorityClassName").asText()).isEqualTo("inference");
      }
    }
  }

  @Test
  void thePrometheusOfTheOperatorTakesItButNoRuntimeClass() {
    OvmsModelServer server = Programs.server(chart, "resnet").scheduling(GPU_POOL).build();
    Programs.operatorPrometheus(chart, server)
        .scheduling(GPU_POOL.spread(TopologySpread.overZones()))
        .build();

    JsonNode spec = Synthesized.of(chart).the("Prometheus").at("/spec");
    assertThat(spec.at("/nodeSelector/pool").asText()).isEqualTo("gpu");
    assertThat(spec.at("/priorityClassName").asText()).isEqualTo("inference");
    assertThat(spec.at("/topologySpreadConstraints/0/labelSelector/matchLabels").toString())
        .as("the labels of the operator's pods")
        .contains("\"operator.prometheus.io/name\":\"prometheus\"");
    assertThat(
            Reported.building(
                Programs.operatorPrometheus(chart, server)
                        .name("other")
                        .scheduling(GPU_POOL.runtimeClass("kata"))
                    ::build))
        .extracting(Object::toString)
        .containsExactly(
            "OVMS115 shop/prometheus.scheduling.runtimeClass: \"kata\" has no field in a Prometheus"
                + " of the Prometheus Operator. Leave .runtimeClass(..) out here.");
  }

  @Test
  void aConstraintReplacesTheDefaultOfItsTopologyOnly() {
    Programs.server(chart, "resnet")
        .scheduling(
            Scheduling.create()
                .spread(TopologySpread.overZones().required(), TopologySpread.over("rack")))
        .build();

    JsonNode pod = Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
    assertThat(pod.at("/topologySpreadConstraints").findValuesAsText("topologyKey"))
        .containsExactly("topology.kubernetes.io/zone", "rack");
    assertThat(pod.at("/topologySpreadConstraints/0/whenUnsatisfiable").asText())
        .isEqualTo("DoNotSchedule");
    assertThat(pod.at("/affinity/podAntiAffinity").isMissingNode()).isFalse();
  }

  @Test
  void nodesAreRequiredOrPreferred() {
    Programs.server(chart, "resnet")
        .scheduling(
            Scheduling.create()
                .requireNodes(
                    NodeRequirement.in("zone", "a", "b"), NodeRequirement.greaterThan("cores", 15))
                .preferNodes(50, NodeRequirement.exists("amx")))
        .build();

    JsonNode affinity =
        Synthesized.of(chart).the("Deployment").at("/spec/template/spec/affinity/nodeAffinity");
    assertThat(affinity.findValues("matchExpressions").toString())
        .contains("\"operator\":\"In\",\"values\":[\"a\",\"b\"]")
        .contains("\"operator\":\"Gt\",\"values\":[\"15\"]")
        .contains("\"key\":\"amx\",\"operator\":\"Exists\"");
  }

  @Test
  void mistakesAreReportedTogether() {
    assertThat(
            Reported.building(
                Programs.server(chart, "resnet")
                        .scheduling(
                            Scheduling.create()
                                .nodeSelector("pool", "gpu")
                                .nodeSelector("pool", "cpu")
                                .nodeSelector("a b", "c")
                                .requireNodes(
                                    NodeRequirement.notIn("pool", "gpu"), NodeRequirement.in("x"))
                                .preferNodes(0)
                                .tolerate(Toleration.of("gpu"), Toleration.of("gpu"))
                                .tolerate(Toleration.of("b").noExecute(Duration.ofMillis(1)))
                                .tolerate(Toleration.of(""))
                                .spread(TopologySpread.over("rack").maxSkew(0))
                                .priorityClass("High Priority"))
                    ::build))
        .extracting(finding -> finding.code() + " " + finding.path().replaceFirst(".*?[.]", ""))
        .containsExactlyInAnyOrder(
            "CONTRADICTION scheduling.nodeSelector[pool]",
            "INVALID_LABEL scheduling.nodeSelector[a b]",
            "CONTRADICTION scheduling.requireNodes",
            "SCHEDULING scheduling.requireNodes",
            "SCHEDULING scheduling.preferNodes",
            "SCHEDULING scheduling.preferNodes",
            "SCHEDULING scheduling.tolerate[gpu]",
            "INVALID_DURATION scheduling.tolerate[b:NoExecute]",
            "SCHEDULING scheduling.tolerate[]",
            "SCHEDULING scheduling.spread[rack]",
            "INVALID_NAME scheduling.priorityClass");
  }

  @Test
  void aServerWithoutPriorityBesideOneThatHasSomeMayBePreempted() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    PrometheusStack prometheus = Programs.prometheus(chart, server).scheduling(GPU_POOL).build();

    assertThat(prometheus.findings())
        .extracting(Object::toString)
        .contains(
            "OVMS133 shop/prometheus.scheduling: \"inference\" lets these pods preempt those of"
                + " shop/resnet, which have no priority class. Give the server"
                + " .scheduling(Scheduling.create().priorityClass(..)) with at least the same"
                + " priority.");
    assertThat(Programs.server(chart, "later").build().findings())
        .extracting(finding -> finding.code())
        .contains(FindingCode.PREEMPTION);
  }

  @Test
  void labelsAndAnnotationsOfPodsAreTheirsAlone() {
    Programs.server(chart, "resnet")
        .podLabel("billing", "vision")
        .podAnnotation("example.com/owner", "team vision")
        .serviceAccountAnnotation("eks.amazonaws.com/role-arn", "arn:aws:iam::1:role/models")
        .build();

    Synthesized manifest = Synthesized.of(chart);
    JsonNode deployment = manifest.the("Deployment");
    assertThat(deployment.at("/metadata/labels/billing").isMissingNode()).isTrue();
    assertThat(deployment.at("/spec/template/metadata/labels/billing").asText())
        .isEqualTo("vision");
    assertThat(deployment.at("/spec/template/metadata/annotations").toString())
        .contains("\"example.com/owner\":\"team vision\"");
    assertThat(manifest.the("ServiceAccount").at("/metadata/annotations").toString())
        .isEqualTo("{\"eks.amazonaws.com/role-arn\":\"arn:aws:iam::1:role/models\"}");
  }

  @Test
  void anExistingServiceAccountIsUsedAndBoundButNotEmitted() {
    OvmsModelServer server = Programs.server(chart, "resnet").serviceAccount("models").build();
    PrometheusStack prometheus =
        Programs.prometheus(chart, server).serviceAccount("monitoring").build();
    Programs.adapter(chart, prometheus).serviceAccount("metrics").build();

    Synthesized manifest = Synthesized.of(chart);
    assertThat(manifest.all("ServiceAccount")).isEmpty();
    assertThat(manifest.all("RoleBinding").toString() + manifest.all("ClusterRoleBinding"))
        .contains("\"name\":\"monitoring\"")
        .contains("\"name\":\"metrics\"");
    assertThat(manifest.all("Deployment").toString()).contains("\"serviceAccountName\":\"models\"");
    assertThat(server.serviceAccount()).isEmpty();
  }

  @Test
  void labelsOfSelectorsAndAnnotationsOfMeshesAreRefusedOnPods() {
    assertThat(
            Reported.building(
                Programs.server(chart, "resnet")
                        .podLabel(Labels.NAME, "other")
                        .podAnnotation("cdk8s-ovms/config-hash", "1")
                    ::build))
        .extracting(finding -> finding.code().name())
        .containsExactlyInAnyOrder("RESERVED_LABEL", "INVALID_ANNOTATION");
    assertThat(
            Programs.server(chart, "resnet")
                .podLabel("sidecar.istio.io/inject", "true")
                .podAnnotation("prometheus.io/scrape", "true")
                .build()
                .findings())
        .extracting(finding -> finding.code().name())
        .contains("MESH_NOT_SAID", "SCRAPED_BY_ANNOTATION");
  }
}
