package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cdk8sovms.Programs;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.junit.jupiter.api.Test;

class ModelVolumesTest {
  private static final CloudStorage S3 = ModelSource.of("s3://models/a");
  private static final CloudStorage GOOGLE = ModelSource.of("gs://models/a");
  private static final String SHA_256 = "0123456789abcdef".repeat(4);

  @Test
  void storageThatAnyoneMayReadNeedsNothing() {
    ModelVolumes volumes = volumes(Model.of("a", S3), Model.of("b", GOOGLE));

    assertThat(volumes.volumes()).isEmpty();
    assertThat(volumes.mounts()).isEmpty();
    assertThat(volumes.initContainers()).isEmpty();
  }

  @Test
  void filesGoIntoTheirVersionAndDirectory() {
    ModelVolumes volumes =
        volumes(
            Model.of(
                "a",
                ModelSource.https("https://example.com/saved_model.pb")
                    .into("variables", "https://example.com/variables.index")
                    .sha256("variables/variables.index", SHA_256)
                    .version(3)));

    assertThat(volumes.initContainers().get(0).getArgs())
        .contains("/downloads/a/3/saved_model.pb", "/downloads/a/3/variables/variables.index");
    assertThat(volumes.configFiles())
        .containsValue(SHA_256 + "  /downloads/a/3/variables/variables.index\n");
  }

  @Test
  void modelsThatShareCredentialsShareAVolume() {
    ModelVolumes volumes =
        volumes(
            Model.of("a", S3.credentials("keys")),
            Model.of("b", S3.credentials("keys")),
            Model.of("c", GOOGLE.credentials("google")),
            Model.of("d", GOOGLE.credentials("google")));

    assertThat(volumes.volumes()).extracting(Volume::getName).containsExactly("google-credentials");
    assertThat(volumes.mounts())
        .extracting(VolumeMount::getMountPath)
        .containsExactly("/secrets/google");
  }

  @Test
  void modelsOfOneVolumeShareItAndHaveAMountEach() {
    ModelVolumes volumes =
        volumes(
            Model.of("a", ModelSource.volumeClaim("models", "x")),
            Model.of("t/b", ModelSource.volumeClaim("models", "y/z")),
            Model.of("c", ModelSource.volumeClaim("other", "c")));

    assertThat(volumes.volumes())
        .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
        .containsExactly("models", "other");
    assertThat(volumes.volumes()).extracting(Volume::getName).doesNotHaveDuplicates();
    assertThat(volumes.mounts())
        .allMatch(VolumeMount::getReadOnly)
        .extracting(VolumeMount::getMountPath, VolumeMount::getSubPath)
        .containsExactly(
            tuple("/models/a", "x"), tuple("/models/t+b", "y/z"), tuple("/models/c", "c"));
  }

  @Test
  void filesOfAllModelsAreFetchedByOneContainerIntoVersionOne() {
    ModelVolumes volumes =
        volumes(
            Model.of("a", ModelSource.https("https://example.com/m.xml?r=3")),
            Model.of("t/b", ModelSource.https("https://example.com/m.xml")));

    assertThat(volumes.initContainers())
        .singleElement()
        .extracting(Container::getArgs)
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .containsSequence(
            "--output",
            "/downloads/a/1/m.xml",
            "https://example.com/m.xml?r=3",
            "--output",
            "/downloads/t+b/1/m.xml",
            "https://example.com/m.xml")
        .contains("--fail", "--proto", "=https");
    assertThat(volumes.configFiles()).isEmpty();
  }

  @Test
  void filesWithAChecksumAreVerifiedBeforeTheServerStarts() {
    ModelVolumes volumes =
        volumes(
            Model.of(
                "a",
                ModelSource.https("https://example.com/m.xml", "https://example.com/m.bin")
                    .sha256("m.bin", SHA_256)));

    assertThat(volumes.initContainers())
        .extracting(Container::getName)
        .containsExactly("fetch-models", "verify-models");
    assertThat(volumes.configFiles())
        .containsOnlyKeys("models.sha256")
        .containsValue(SHA_256 + "  /downloads/a/1/m.bin\n");
    assertThat(volumes.initContainers().get(1).getArgs())
        .containsExactly("-c", "/config/models.sha256");
  }

  private static ModelVolumes volumes(Model... models) {
    OvmsModelServer.Builder server =
        OvmsModelServer.Builder.create(Programs.chart(), "server").image(OvmsImage.of("2026.2.1"));
    List.of(models).forEach(server::model);
    return ModelVolumes.of(server.spec());
  }
}
