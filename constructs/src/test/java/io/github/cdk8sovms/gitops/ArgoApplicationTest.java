package io.github.cdk8sovms.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.kubernetes.ArgoCd;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsModelServer;
import org.cdk8s.Chart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArgoApplicationTest {
  private final Chart chart = Programs.chart();

  @BeforeEach
  void order() {
    ArgoCd.syncWaves(chart);
  }

  @Test
  void aDeploymentHasNothingThatOthersWrite() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").replicas(2).build();
    Programs.autoscaler(chart, resnet, Programs.adapterOf(chart, resnet)).build();

    assertThat(spec().has("ignoreDifferences")).isFalse();
    assertThat(spec().at("/syncPolicy/syncOptions").toString())
        .isEqualTo("[\"ServerSideApply=true\"]");
  }

  @Test
  void replicasOfAModelServerAreLeftToItsAutoscaler() {
    OpenVinoOperatorServer resnet = Programs.operatorServer(chart, "resnet").build();
    Programs.autoscaler(chart, resnet, Programs.adapterOf(chart, resnet)).build();

    assertThat(spec().at("/ignoreDifferences").toString())
        .isEqualTo(
            "[{\"group\":\"intel.com\",\"kind\":\"ModelServer\",\"name\":\"resnet\",\"namespace\":"
                + "\"serving\",\"jsonPointers\":[\"/spec/deployment_parameters/replicas\"]}]");
    assertThat(spec().at("/syncPolicy/syncOptions/1").asText())
        .isEqualTo("RespectIgnoreDifferences=true");
  }

  @Test
  void replicasOfAModelServerWithoutAutoscalerAreThoseOfTheManifest() {
    Programs.operatorServer(chart, "resnet").replicas(3).build();

    assertThat(spec().has("ignoreDifferences")).isFalse();
  }

  @Test
  void whatCertManagerWritesIsLeftAlone() {
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    Programs.adapter(chart, Programs.prometheus(chart, resnet).build())
        .tls(AdapterTls.certManager())
        .build();

    assertThat(spec().at("/ignoreDifferences/0/jsonPointers/0").asText())
        .isEqualTo("/spec/caBundle");
  }

  @Test
  void theManifestIsThatOfTheChart() {
    assertThat(spec().at("/source/directory/include").asText()).isEqualTo("shop.k8s.yaml");
    assertThat(spec().at("/syncPolicy").has("automated")).isFalse();
  }

  private JsonNode spec() {
    Chart delivery = Programs.chart();
    ArgoApplication.Builder.create(delivery, "shop")
        .repository("https://git.example.com/serving.git")
        .chart(chart)
        .build();
    JsonNode application = Synthesized.of(delivery).the("Application");
    assertThat(application.at("/metadata/namespace").asText()).isEqualTo("argocd");
    return application.path("spec");
  }
}
