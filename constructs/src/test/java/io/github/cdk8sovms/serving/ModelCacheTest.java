package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** Where compiled models are kept. */
class ModelCacheTest {
  private static final Model ON_GPU =
      Model.of("m", ModelSource.of("s3://models/m").anonymous())
          .device(Device.gpu(GpuDriver.XE))
          .streams(2);
  private static final ModelCache SHARED = ModelCache.volumeClaim("compiled");

  @Test
  void withoutItNothingIsWritten() {
    JsonNode pod = pod(it -> it);

    assertThat(flags(pod)).noneMatch(flag -> flag.startsWith("--cache_dir"));
    assertThat(pod.path("volumes").findValuesAsText("name")).doesNotContain("model-cache");
  }

  @Test
  void theFlagNamesADirectoryOfTheMountedClaim() {
    JsonNode pod = pod(it -> it.modelCache(SHARED));

    assertThat(directory(pod)).matches("/model-cache/[0-9a-f]{12}");
    assertThat(volume(pod).at("/persistentVolumeClaim/claimName").asText()).isEqualTo("compiled");
    assertThat(volume(pod).at("/persistentVolumeClaim").has("readOnly")).isFalse();
  }

  @Test
  void anotherImageOrAnotherModelIsAnotherDirectoryAndNothingElseIs() {
    String directory = directory(pod(it -> it.modelCache(SHARED)));

    assertThat(directory(pod(it -> it.modelCache(SHARED).logLevel(LogLevel.DEBUG))))
        .isEqualTo(directory);
    assertThat(directory(pod(it -> it.modelCache(ModelCache.emptyDir("1Gi")))))
        .isEqualTo(directory);
    assertThat(directory(pod(it -> it.modelCache(SHARED).image(OvmsImage.of("2026.2.1")))))
        .isNotEqualTo(directory);
    assertThat(
            directory(
                pod(
                    it ->
                        it.modelCache(SHARED)
                            .model(
                                Model.of("n", ModelSource.of("s3://models/n").anonymous())
                                    .device(Device.gpu(GpuDriver.XE))))))
        .isNotEqualTo(directory);
  }

  @Test
  void anEmptyDirIsLimitedAndCountsAsStorageOfThePod() {
    String without = storage(pod(it -> it));
    JsonNode pod = pod(it -> it.modelCache(ModelCache.emptyDir("2Gi")));

    assertThat(without).isEqualTo("11Gi");
    assertThat(storage(pod)).isEqualTo("13Gi");
    assertThat(volume(pod).at("/emptyDir/sizeLimit").asText()).isEqualTo("2Gi");
    assertThat(storage(pod(it -> it.modelCache(SHARED)))).isEqualTo(without);
  }

  @Test
  void graphsOfGenerativeModelsOnADeviceGetTheDirectoryToo() {
    Chart chart = Programs.chart();
    Embeddings embeddings =
        Embeddings.of("e", ModelSource.volumeClaim("llms", "e").manyNodes())
            .device(Device.gpu(GpuDriver.XE));
    OvmsModelServer.Builder.create(chart, "llm")
        .image(OvmsImage.of("2026.2.1"))
        .generative(embeddings)
        .generative(Rerank.of("r", ModelSource.volumeClaim("llms", "r").manyNodes()))
        .modelCache(SHARED)
        .deviceGroup(109)
        .build();

    JsonNode files = Synthesized.of(chart).the("ConfigMap").path("data");
    String directory = directory(Synthesized.of(chart).the("Deployment").at("/spec/template/spec"));
    assertThat(files.path("graph-0.pbtxt").asText())
        .contains("plugin_config: \"{\\\"CACHE_DIR\\\":\\\"" + directory + "\\\"}\"");
    assertThat(files.path("graph-1.pbtxt").asText()).as("on a CPU").doesNotContain("CACHE_DIR");
  }

  @Test
  void theFlagAloneIsWarnedOfByRelease() {
    GenerativeModel<?> chat =
        TextGeneration.of("c", ModelSource.volumeClaim("llms", "c").manyNodes()).cacheSize(1);

    assertThat(codesWithFlag("2026.2.1", chat)).contains(FindingCode.CACHE_NOT_USED);
    assertThat(codesWithFlag("2026.3.1", chat)).doesNotContain(FindingCode.CACHE_NOT_USED);
    assertThat(
            codesWithFlag(
                "2026.3.1",
                Rerank.of("r", ModelSource.volumeClaim("llms", "r").manyNodes()).capacity(2)))
        .contains(FindingCode.CACHE_NOT_USED);
  }

  @Test
  void aCpuHasNoUseForIt() {
    OvmsModelServer.Builder server = Programs.server(Programs.chart(), "resnet").modelCache(SHARED);

    assertThat(Reported.building(server::build))
        .singleElement()
        .hasToString(
            "OVMS267 shop/resnet.modelCache: no model runs on a GPU or NPU; a CPU loads from a cache"
                + " 1.2 to 2.2 times as fast as it compiles, and the cache takes as much disk as the"
                + " weights. Leave .modelCache(..) out.");
  }

  private static List<FindingCode> codesWithFlag(String release, GenerativeModel<?> model) {
    return OvmsModelServer.Builder.create(Programs.chart(), "llm")
        .image(OvmsImage.of(release))
        .generative(model)
        .arguments("--cache_dir=/opt/cache")
        .build()
        .findings()
        .stream()
        .map(finding -> finding.code())
        .toList();
  }

  private static JsonNode pod(UnaryOperator<OvmsModelServer.Builder> options) {
    Chart chart = Programs.chart();
    options
        .apply(
            OvmsModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.3.1"))
                .model(ON_GPU)
                .deviceGroup(109))
        .build();
    return Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
  }

  private static List<String> flags(JsonNode pod) {
    return pod.at("/containers/0/args").valueStream().map(JsonNode::asText).toList();
  }

  private static String directory(JsonNode pod) {
    return flags(pod).stream()
        .filter(flag -> flag.startsWith("--cache_dir="))
        .findFirst()
        .orElseThrow()
        .substring("--cache_dir=".length());
  }

  private static JsonNode volume(JsonNode pod) {
    return pod.path("volumes")
        .valueStream()
        .filter(volume -> volume.path("name").asText().equals("model-cache"))
        .findFirst()
        .orElseThrow();
  }

  private static String storage(JsonNode pod) {
    return pod.at("/containers/0/resources/limits/ephemeral-storage").asText();
  }
}
