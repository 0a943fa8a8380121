package io.github.cdk8sovms.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file says which images are emitted, and the tests run the same releases. */
class PinnedImagesTest {
  private static final Pattern IMAGE =
      Pattern.compile(
          "\"((?:docker\\.io|quay\\.io|registry\\.k8s\\.io|ghcr\\.io)/[\\w./-]+:[^\"]+)\"");

  @Test
  void noOtherImageIsInDistBesidesThatOfOvms() {
    assertThat(Repository.read(Repository.DIST.resolve("images.txt")).lines())
        .filteredOn(image -> !image.startsWith("docker.io/openvino/model_server:"))
        .isSubsetOf(PinnedImages.all().stream().map(ImageReference::text).toList());
  }

  @Test
  void noOtherFileOfTheLibraryNamesARelease() {
    List<String> images =
        Repository.filesBelow(Repository.ROOT.resolve("constructs/src/main/java")).stream()
            .flatMap(file -> IMAGE.matcher(withoutComments(file)).results())
            .map((MatchResult image) -> image.group(1))
            .toList();

    assertThat(images)
        .containsExactlyInAnyOrderElementsOf(
            PinnedImages.all().stream().map(ImageReference::text).toList());
  }

  /** Examples in Javadoc name images of users. */
  private static String withoutComments(Path file) {
    return Repository.read(file).replaceAll("(?m)^\\s*\\*.*$", "");
  }

  @ParameterizedTest
  @CsvSource({
    "quay.io/prometheus/prometheus, control-plane/prometheus, github.com/prometheus/prometheus, v0.3, v3.",
    "quay.io/prometheus/prometheus, promtool, github.com/prometheus/prometheus, v0.3, v3.",
    "registry.k8s.io/prometheus-adapter/prometheus-adapter, control-plane/prometheus-adapter, sigs.k8s.io/prometheus-adapter, v, v",
    "docker.io/grafana/k6, k6, go.k6.io/k6, v, ''",
  })
  void testsRunTheSameRelease(
      String repository, String tool, String module, String prefix, String tagPrefix) {
    Pattern required =
        Pattern.compile("(?m)^\\s(?:require )?" + Pattern.quote(module + " " + prefix) + "(\\S+)");
    String goMod = Repository.read(Repository.ROOT.resolve("tools/" + tool + "/go.mod"));

    assertThat(required.matcher(goMod).results())
        .as(goMod)
        .singleElement()
        .satisfies(
            version ->
                assertThat(PinnedImages.all())
                    .extracting(ImageReference::text)
                    .contains(repository + ":" + tagPrefix + version.group(1)));
  }
}
