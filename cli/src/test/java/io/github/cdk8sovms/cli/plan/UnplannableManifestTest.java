package io.github.cdk8sovms.cli.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import io.github.cdk8sovms.planning.manifest.ManifestOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be planned is reported in one line, with the fix. */
class UnplannableManifestTest {
  private static final String AUTOSCALER = "HorizontalPodAutoscaler serving/resnet-autoscaler";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: HorizontalPodAutoscaler | kind: Other | The manifest has neither a HorizontalPodAutoscaler nor a ScaledObject. Give the files of an autoscaler, its server and its Prometheus.
          kind: Deployment\\n    name: resnet\\n | kind: Deployment\\n    name: bert\\n | Deployment serving/bert, which HorizontalPodAutoscaler serving/resnet-autoscaler scales, is not in the manifest. Add its file.
          kind: Deployment\\n    name: resnet\\n | kind: DaemonSet\\n    name: resnet\\n | DaemonSet serving/resnet, which HorizontalPodAutoscaler serving/resnet-autoscaler scales, cannot be planned. Plan an autoscaler of a Deployment, a StatefulSet or a ModelServer of the OpenVINO operator.
          averageValue: "1" | averageValue: "0" | "0" is not a target of metric ovms_requests_streams_ratio in HorizontalPodAutoscaler serving/resnet-autoscaler; it must be above 0. Correct averageValue.
          maxReplicas: 4 | maxReplicas: 1 | HorizontalPodAutoscaler serving/resnet-autoscaler has a minimum of 2 and a maximum of 1 replicas. Correct it.
          maxReplicas: 4 | other: 1 | HorizontalPodAutoscaler serving/resnet-autoscaler has no maxReplicas. Set spec.maxReplicas.
          as: ovms_requests_streams_ratio | as: other | No rule of the adapter in the manifest produces "ovms_requests_streams_ratio" of HorizontalPodAutoscaler serving/resnet-autoscaler. Give a file with it: --rules FILE, the adapter's configuration or its Helm values.
          "NUM_STREAMS" : "2" | "NUM_STREAMS" : "AUTO" | The streams of "resnet50" of Deployment serving/resnet are chosen by OVMS, and a plan needs their number. Set NUM_STREAMS, in Java .streams(..), or give what a pod exports as ovms_streams: --streams 4.
          "target_device" : "CPU" | "target_device" : "AUTO:GPU,CPU" | On AUTO:GPU,CPU the streams of "resnet50" of Deployment serving/resnet are chosen by OpenVINO, and a plan needs their number. Set NUM_STREAMS, in Java .streams(..), or give what a pod exports as ovms_streams: --streams 4.
          --config_path=/config/config.json | --config_path=/other/config.json | "/other/config.json" of Deployment serving/resnet is in no ConfigMap of the manifest. Add its file.
          stabilizationWindowSeconds: 300 | stabilizationWindowSeconds: x | "x" is not a valid behavior.scaleDown.stabilizationWindowSeconds of HorizontalPodAutoscaler serving/resnet-autoscaler; it must be a whole number of seconds. Correct it.
          stabilizationWindowSeconds: 300 | selectPolicy: Most | "Most" is not a valid behavior.scaleDown.selectPolicy of HorizontalPodAutoscaler serving/resnet-autoscaler; it must be Max, Min or Disabled. Correct it.
          role: pod | role: node | The manifest does not say how often Prometheus scrapes Deployment serving/resnet: it has no scrape configuration, PodMonitor or ServiceMonitor for it. Give --scrape-interval, such as --scrape-interval 15s.
          scrape_interval: | scrape_interval: soon # | "soon" is not a scrape interval. Correct it in the manifest, or give --scrape-interval.
          """)
  void mistakesInTheManifest(String before, String after, String message) {
    ManifestText text =
        ManifestText.quickstart().with(before.replace("\\n", "\n"), after.replace("\\n", "\n"));

    assertThatThrownBy(text::plan).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  @Test
  void mistakesInOptions() {
    refused(
        ManifestOptions.builder().autoscaler("other").build(),
        "\"other\" is not in the manifest, which has " + AUTOSCALER + ". Correct --autoscaler.");
    refused(
        ManifestOptions.builder().model("bert").build(),
        "Deployment serving/resnet does not serve \"bert\", but \"resnet50\". Correct --model.");
    refused(
        ManifestOptions.builder().ignore("cpu").build(),
        "\"cpu\" is not a metric or trigger of the autoscaler. Correct --ignore.");
    refused(
        ManifestOptions.builder().ignore("ovms_requests_streams_ratio").build(),
        AUTOSCALER
            + " has no metric that a plan can evaluate. Give it a Pods metric, such as"
            + " ovms_requests_streams_ratio.");
    refused(
        ManifestOptions.builder().rules("replicas: 2\n").build(),
        "The file of --rules has no rule with a metricsQuery. Give the adapter's configuration or"
            + " the Helm values that have rules.custom.");
    refused(
        ManifestOptions.builder().release("new").build(),
        "\"new\" is not a release of OVMS. Use --ovms 2026.3, for example.");
  }

  private static void refused(ManifestOptions options, String message) {
    assertThatThrownBy(() -> ManifestText.quickstart().plan(options)).hasMessage(message);
  }

  @Test
  void aConfigurationThatIsNoJsonIsReported() {
    assertThatThrownBy(
            () -> ManifestText.quickstart().with("\"nireq\" : 8,", "\"nireq\" : [8,").plan())
        .hasMessageStartingWith(
            "/config/config.json of Deployment serving/resnet is neither valid JSON nor YAML: line")
        .hasMessageEndingWith(". Correct it.");
  }

  @Test
  void oneOfSeveralAutoscalersMustBeChosen() {
    assertThatThrownBy(() -> ManifestText.of(Path.of("..", "dist", "chat.k8s.yaml")).plan())
        .hasMessage(
            "The manifest has 2 autoscalers: HorizontalPodAutoscaler language/answers-autoscaler,"
                + " HorizontalPodAutoscaler language/retrieval-autoscaler. Choose one: --autoscaler"
                + " language/answers-autoscaler.");
  }

  @Test
  void metricsOfOtherServersAreNamed() {
    assertThatThrownBy(
            () -> ManifestText.golden("autoscaler-several-metrics", ManifestOptions.none()))
        .hasMessage(
            "\"cpu\" of HorizontalPodAutoscaler serving/autoscaler is a metric of type"
                + " ContainerResource, which depends on what a plan does not simulate. Leave it out"
                + " of the plan with --ignore cpu.");
    assertThatThrownBy(
            () ->
                ManifestText.golden(
                    "keda-several-metrics",
                    ManifestOptions.builder().ignore("cpu").ignore("memory").build()))
        .hasMessage(
            "\"schedule-1\" of ScaledObject serving/autoscaler is a trigger of type cron, which"
                + " depends on what a plan does not simulate. Leave it out of the plan with --ignore"
                + " schedule-1.");
  }

  @Test
  void otherTemplatesOfTheAdapterAreReported() {
    assertThatThrownBy(
            () ->
                ManifestText.quickstart()
                    .with("max by (<<.GroupBy>>)", "max by (<<.Labels>>)")
                    .plan())
        .hasMessageStartingWith("\"<<.Labels>>\" in the metricsQuery \"max by (<<.Labels>>)")
        .hasMessageEndingWith(
            "cannot be planned. Use <<.Series>>, <<.LabelMatchers>> and <<.GroupBy>>.");
  }

  @Test
  void queriesThatAPlanCannotEvaluateAreReported() {
    assertThatThrownBy(
            () ->
                ManifestText.quickstart()
                    .with("max by (<<.GroupBy>>) (avg_over_time", "max by (<<.GroupBy>>) (predict")
                    .plan())
        .hasMessageStartingWith(
            "The query of \"ovms_requests_streams_ratio\" of "
                + AUTOSCALER
                + " cannot be planned: ")
        .hasMessageEndingWith(
            ". Change it, or leave it out of the plan with --ignore ovms_requests_streams_ratio.");
  }
}
