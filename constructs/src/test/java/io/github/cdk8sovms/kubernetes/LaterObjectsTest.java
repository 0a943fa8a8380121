package io.github.cdk8sovms.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Chart;
import org.cdk8s.JsonPatch;
import org.cdk8s.plus34.HorizontalPodAutoscaler;
import org.junit.jupiter.api.Test;

/** Objects of other constructs are compared with those of this library at synthesis. */
class LaterObjectsTest {
  private final Chart chart = Programs.chart();

  @Test
  void anObjectThatIsAddedLaterIsSeen() {
    Programs.server(chart, "resnet").build();
    object("v1", "Service", "serving", "resnet");

    assertProblem("OVMS111 shop/raw: \"Service serving/resnet\" is created by shop/resnet too");
  }

  @Test
  void anObjectThatWasThereBeforeIsSeen() {
    object("v1", "Service", "serving", "resnet");
    Programs.server(chart, "resnet").build();

    assertProblem("OVMS111 shop/raw: \"Service serving/resnet\"");
  }

  @Test
  void otherNamesNamespacesAndGroupsAreNone() {
    Programs.server(chart, "resnet").build();
    object("v1", "Service", "other", "resnet");
    ApiObject.Builder.create(chart, "knative")
        .apiVersion("serving.knative.dev/v1")
        .kind("Service")
        .metadata(ApiObjectMetadata.builder().namespace("serving").name("resnet").build())
        .build();

    assertThat(chart.toJson()).isNotEmpty();
  }

  @Test
  void clusterWideObjectsAreSeenWhateverTheNamespaceOfTheChart() {
    Namespace.of(chart, "serving");
    object("v1", "Namespace", null, "serving");

    assertProblem("OVMS111 shop/raw: \"Namespace serving\" is created by shop/serving too");
  }

  @Test
  void anAutoscalerOfAnotherLibraryForTheSameServerIsSeen() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    Programs.autoscaler(chart, resnet, Programs.adapterOf(chart, resnet)).build();
    HorizontalPodAutoscaler.Builder.create(chart, "other")
        .target(resnet)
        .maxReplicas(3)
        .metadata(ApiObjectMetadata.builder().namespace("serving").build())
        .build();

    assertProblem(
        "OVMS404", "\"Deployment serving/resnet\" has an autoscaler already, shop/autoscaler");
  }

  @Test
  void theAutoscalerThatKedaMakesOfAnotherScaledObjectIsSeen() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    Programs.autoscaler(chart, resnet, Programs.adapterOf(chart, resnet))
        .name("keda-hpa-x")
        .build();
    object("keda.sh/v1alpha1", "ScaledObject", "serving", "x")
        .addJsonPatch(
            JsonPatch.add("/spec", Map.of("scaleTargetRef", Map.of("name", "something-else"))));

    assertProblem("OVMS111 shop/raw: \"HorizontalPodAutoscaler serving/keda-hpa-x\"");
  }

  @Test
  void anAutoscalerBesideOurScaledObjectIsSeen() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    PrometheusStack prometheus = Programs.prometheus(chart, resnet).build();
    RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(resnet)
        .metrics(Keda.with(prometheus))
        .replicas(1, 3)
        .build();
    object("autoscaling/v2", "HorizontalPodAutoscaler", "serving", "autoscaler");

    assertProblem("OVMS111 shop/raw: \"HorizontalPodAutoscaler serving/autoscaler\"");
  }

  private ApiObject object(String apiVersion, String kind, String namespace, String name) {
    return ApiObject.Builder.create(chart, "raw")
        .apiVersion(apiVersion)
        .kind(kind)
        .metadata(ApiObjectMetadata.builder().namespace(namespace).name(name).build())
        .build();
  }

  private void assertProblem(String... texts) {
    assertThatThrownBy(chart::toJson)
        .hasMessageContainingAll(texts)
        .as("without frames of Node")
        .hasMessageNotContaining("program.js");
  }
}
