package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.network.Network;
import io.github.cdk8sovms.acceptance.network.Network.Pod;
import io.github.cdk8sovms.kit.JavaProgram;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages on meshes and networks show is what goes with what is emitted. */
class MeshesDocTest {
  private static final Path MESHES = Repository.ROOT.resolve("docs/meshes.md");
  private static final Path NETWORKS = Repository.ROOT.resolve("docs/networks.md");
  private static final Pattern LINK = Pattern.compile("]\\((?!https)([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void theProgramCompiles(@TempDir Path directory) {
    JavaProgram.of(onlyBlock(MESHES, "java")).compile(directory);
  }

  @Test
  void thePolicyOfTheMeshSelectsTheServersPodsAndThePortOfItsMetrics() {
    JsonNode policy = Manifest.parse(onlyBlock(MESHES, "yaml"));
    List<Manifest> objects = Manifest.of(Cases.all().get("mesh-istio-sidecar-strict"));
    Pod server = Network.podOf(objects, "Deployment", "resnet");

    assertThat(server.labels())
        .containsAllEntriesOf(Manifest.labels(policy.at("/spec/selector/matchLabels")));
    assertThat(policy.at("/metadata/namespace").asText()).isEqualTo(server.namespace());
    assertThat(Manifest.find(objects, "PeerAuthentication", "resnet").tree().at("/spec"))
        .as("what .strict() emits")
        .isEqualTo(policy.at("/spec"));
  }

  @Test
  void thePolicyOfCiliumSelectsTheAdaptersPods() {
    JsonNode policy = Manifest.parse(onlyBlock(NETWORKS, "yaml"));
    Pod adapter =
        Network.podOf(Manifest.of(Cases.all().get("network-gke")), "Deployment", "adapter");

    assertThat(adapter.labels())
        .containsAllEntriesOf(Manifest.labels(policy.at("/spec/endpointSelector/matchLabels")));
    assertThat(policy.at("/metadata/namespace").asText()).isEqualTo(adapter.namespace());
  }

  @ParameterizedTest
  @ValueSource(strings = {"meshes.md", "networks.md"})
  void linkedFilesExist(String name) {
    Path file = MESHES.resolveSibling(name);
    assertThat(LINK.matcher(Repository.read(file)).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
  }

  private static String onlyBlock(Path file, String language) {
    List<String> blocks = new Markdown(Repository.read(file)).blocks(language);
    assertThat(blocks).hasSize(1);
    return blocks.get(0);
  }
}
