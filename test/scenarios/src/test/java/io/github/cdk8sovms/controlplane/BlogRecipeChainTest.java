package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Chain;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.CustomResources;
import io.github.cdk8sovms.cluster.PrometheusApi;
import io.github.cdk8sovms.emulator.Clients;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same for the published recipe: with the real prometheus-operator, an adapter that is there
 * already, and a simulated OpenVINO operator.
 */
class BlogRecipeChainTest {
  private static final String RATIO = "ovms_requests_streams_ratio";

  @RegisterExtension
  static final EmulatedCluster CLUSTER =
      new EmulatedCluster(
          PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), Duration.ofSeconds(5));

  @Test
  void everyHopStandsUnderTheOperators() {
    // GIVEN
    ControlPlane controlPlane = CLUSTER.get();
    KnownKinds.install(controlPlane.api(), controlPlane::diagnosis);
    CustomResources.prometheusOperator().applyTo(controlPlane);
    ExistingAdapter.configuredBy(ownersValues()).applyTo(controlPlane);
    existingAdapter().applyTo(controlPlane);
    controlPlane.alongside(new OpenVinoOperator(controlPlane.api()));
    try (Load load = CLUSTER.clients(Clients.http("resnet50-int8"), "default", "demo-ovms")) {
      Chain chain = new Chain(controlPlane);

      // WHEN
      Examples.of("blog-recipe").applyTo(controlPlane);
      chain.awaitReady("deployment", "default", "demo-ovms", 1);
      load.perSecond(10);

      // THEN
      chain.awaitReady("deployment", "default", "prometheus-operator", 1);
      chain.awaitReady("statefulset", "default", "prometheus-prometheus", 1);
      PrometheusApi prometheus = PrometheusApi.of(controlPlane, "default", "prometheus");
      chain.awaitTargetsUp(prometheus, 1);
      chain.awaitSeries(prometheus, "ovms_current_requests", 1);
      chain.awaitReady("deployment", "default", "existing-adapter", 1);
      chain.awaitApiServiceAvailable("v1beta2");
      chain.awaitListed(RATIO);
      chain.awaitValues("default", RATIO, 1, value -> value.signum() > 0);
      chain.awaitScalingActive("default", "ovms-hpa");
      System.out.println("The recipe, from its apply:\n" + chain.times());
    }
    assertThat(controlPlane.logs("default"))
        .isNotEmpty()
        .allSatisfy(log -> assertThat(log).doesNotContainIgnoringCase("forbidden"));
  }

  /** What the owner's chart has besides its own values: the part of this library. */
  private static JsonNode ownersValues() {
    return Manifest.parse(
        Repository.read(Repository.DIST.resolve("helm/blog-recipe.prometheus-adapter.yaml")));
  }

  /** With the address and the default interval of its chart. */
  private static Application existingAdapter() {
    return ExistingAdapter.with("http://prometheus.default.svc:9090", "1m", List.of());
  }
}
