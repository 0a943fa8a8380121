package io.github.cdk8sovms.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.YamlOutputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesisSummaryTest {
  @TempDir private Path directory;

  @Test
  void aChartOfTheLibraryIsSummedUp() {
    App app = app(YamlOutputType.FILE_PER_CHART);
    scaledServer(new Chart(app, "shop"));
    app.synth();

    assertThat(text(SynthesisSummary.of(app)))
        .startsWith("Objects                  shop\n")
        .contains("\nDeployment                  2\n")
        .contains("\nHorizontalPodAutoscaler     1\n")
        .contains("\nFiles:\n  dist/shop.k8s.yaml\n")
        .containsPattern(
            "\nImages:\n  docker\\.io/openvino/model_server:2026\\.2\\.1\n  quay\\.io/")
        .containsPattern(
            "\nLag budgets, from a step of the load to more ready pods:\n"
                + "  shop/resnet-autoscaler: \\d+s typical, [0-9ms]+ worst: scrape .*\n")
        .containsPattern(
            "\nWarnings:\n(  .*\n)*  OVMS353 shop/adapter\\.tls: the adapter's certificate is not")
        .endsWith("\nNext:\n  kubectl apply --server-side -f dist/shop.k8s.yaml\n");
  }

  @Test
  void objectsOfOthersAreCountedToo() {
    App app = app(YamlOutputType.FILE_PER_CHART);
    configMap(new Chart(app, "a"), "one");
    configMap(new Chart(app, "b"), "two");
    configMap(new Chart(app, "long-name"), "three");
    app.synth();

    assertThat(text(SynthesisSummary.of(app)))
        .isEqualTo(
            """
            Objects      a    b  long-name
            ConfigMap    1    1          1
            total        1    1          1

            Files:
              dist/a.k8s.yaml
              dist/b.k8s.yaml
              dist/long-name.k8s.yaml

            Next, for the manifests that you need:
              kubectl apply --server-side -f dist/a.k8s.yaml
              kubectl apply --server-side -f dist/b.k8s.yaml
              kubectl apply --server-side -f dist/long-name.k8s.yaml
            """);
  }

  @Test
  void otherFilesAreNamedWithTheirPurpose() {
    App app = app(YamlOutputType.FILE_PER_CHART);
    configMap(new Chart(app, "shop"), "one");
    app.synth();

    SynthesisSummary summary = SynthesisSummary.of(app);
    SynthesisSummary more = summary.file(Path.of("helm/values.yaml"), "for Helm");

    assertThat(text(more)).contains("\n  helm/values.yaml (for Helm)\n");
    assertThat(text(summary)).doesNotContain("helm");
  }

  @Test
  void chartsThatDependOnEachOtherHaveNumberedFiles() {
    App app = app(YamlOutputType.FILE_PER_CHART);
    Chart second = new Chart(app, "second");
    Chart first = new Chart(app, "first");
    configMap(first, "one");
    configMap(second, "two");
    second.addDependency(first);
    app.synth();

    assertThat(text(SynthesisSummary.of(app)))
        .contains("\n  dist/0000-first.k8s.yaml\n  dist/0001-second.k8s.yaml\n");
  }

  @Test
  void oneFileForTheAppIsOneColumn() {
    App app = app(YamlOutputType.FILE_PER_APP);
    configMap(new Chart(app, "a"), "one");
    configMap(new Chart(app, "b"), "two");
    app.synth();

    assertThat(text(SynthesisSummary.of(app)))
        .contains("ConfigMap    2\n")
        .endsWith("Next:\n  kubectl apply --server-side -f dist/app.k8s.yaml\n");
  }

  @Test
  void filesOfSingleObjectsAreAppliedByTheirDirectory() throws IOException {
    App app = app(YamlOutputType.FILE_PER_RESOURCE);
    configMap(new Chart(app, "a"), "one");
    configMap(new Chart(app, "b"), "two");
    app.synth();
    Files.writeString(directory.resolve("dist/Stale.object.k8s.yaml"), "kind: Stale\n");

    assertThat(text(SynthesisSummary.of(app)))
        .contains("ConfigMap        2\n")
        .doesNotContain("Stale")
        .endsWith("Next:\n  kubectl apply --server-side -f dist\n");
  }

  @Test
  void aDirectoryForEachChartIsAppliedAsAWhole() {
    App app = app(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
    configMap(new Chart(app, "a"), "one");
    configMap(new Chart(app, "a-b"), "two");
    app.synth();

    assertThat(text(SynthesisSummary.of(app)))
        .contains("total        1    1\n")
        .contains("-f dist/a\n")
        .contains("-f dist/a-b\n");
  }

  @Test
  void appsOfSeveralClustersShareASummary() {
    App one = app(YamlOutputType.FILE_PER_CHART);
    App two = app(YamlOutputType.FILE_PER_CHART);
    configMap(new Chart(one, "one"), "x");
    configMap(new Chart(two, "two"), "x");
    one.synth();
    two.synth();

    assertThat(text(SynthesisSummary.of(one, two)))
        .contains("dist/one.k8s.yaml", "dist/two.k8s.yaml");
  }

  @Test
  void anEmptyAppHasNothingToSay() {
    App app = app(YamlOutputType.FILE_PER_CHART);
    app.synth();

    assertThat(text(SynthesisSummary.of(app))).isEmpty();
  }

  @Test
  void anAppThatWasNotSynthesizedIsReported() {
    App app = app(YamlOutputType.FILE_PER_CHART);
    configMap(new Chart(app, "shop"), "one");

    List<Finding> findings = Reported.building(() -> SynthesisSummary.of(app));

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(FindingCode.NOT_SYNTHESIZED);
              assertThat(finding.problem()).contains("shop.k8s.yaml\" does not exist");
            });
  }

  @Test
  void itIsPrintedToStandardErrorWhichCdk8sSynthPassesOn() {
    App app = app(YamlOutputType.FILE_PER_CHART);
    configMap(new Chart(app, "shop"), "one");
    app.synth();
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      SynthesisSummary.of(app).print();
    } finally {
      System.setErr(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("\n" + SynthesisSummary.of(app));
  }

  private App app(YamlOutputType type) {
    return new App(
        AppProps.builder()
            .outdir(directory.resolve("dist").toString())
            .yamlOutputType(type)
            .build());
  }

  private String text(SynthesisSummary summary) {
    return summary.toString().replace(directory + "/", "");
  }

  private static void configMap(Chart chart, String name) {
    new ApiObject(
        chart,
        name,
        ApiObjectProps.builder()
            .apiVersion("v1")
            .kind("ConfigMap")
            .metadata(ApiObjectMetadata.builder().name(name).build())
            .build());
  }

  private static void scaledServer(Chart chart) {
    OvmsModelServer resnet =
        OvmsModelServer.Builder.create(chart, "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(4))
            .build();
    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus").scrape(resnet).build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.selfSigned())
            .build();
    RatioAutoscaler.Builder.create(chart, "resnet-autoscaler")
        .target(resnet)
        .metrics(adapter)
        .ratio(1.0)
        .replicas(1, 3)
        .build();
  }
}
