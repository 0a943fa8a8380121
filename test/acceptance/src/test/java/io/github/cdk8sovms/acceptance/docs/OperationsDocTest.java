package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands of docs/operations.md name objects and files that exist. */
class OperationsDocTest {
  @Test
  void theApplicationOfArgoTakesAManifestThatExists() {
    String application = "dist/argocd/quickstart.yaml";
    assertThat(Page.OPERATIONS.commands()).contains("kubectl apply -f " + application);
    var source = Manifest.parse(read(application)).at("/spec/source");

    assertThat(
            Repository.ROOT
                .resolve(source.at("/path").asText())
                .resolve(source.at("/directory/include").asText()))
        .exists();
  }

  @Test
  void theCommandsOfKubectlNameWhatTheQuickstartEmits() {
    List<Manifest> quickstart = Manifest.of(read("dist/quickstart.k8s.yaml"));
    String kubectl = Page.OPERATIONS.block("sh", "dist/quickstart.k8s.yaml");

    Manifest registration =
        Manifest.find(quickstart, "APIService", word(kubectl, "apiservice/(\\S+)"));
    Manifest autoscaler =
        Manifest.find(
            quickstart, "HorizontalPodAutoscaler", word(kubectl, "horizontalpodautoscaler (\\S+)"));

    assertThat(Repository.ROOT.resolve(word(kubectl, "-f (\\S+)"))).exists();
    assertThat(registration.tree().at("/spec/version").asText()).isEqualTo("v1beta2");
    assertThat(autoscaler.namespace()).isEqualTo(word(kubectl, "--namespace (\\S+)"));
  }

  private static String read(String file) {
    return Repository.read(Repository.ROOT.resolve(file));
  }

  private static String word(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
