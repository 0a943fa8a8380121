package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.Findings.quote;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.cdk8sovms.cli.manifest.WrongUse;
import io.github.cdk8sovms.cli.manifest.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How a cluster is reached and as whom, checked before anything is asked. */
final class KubeconfigFile {
  private static final Path ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  private KubeconfigFile() {}

  /**
   * The configuration that kubectl would use: of a file that is named, else of {@code KUBECONFIG},
   * else of {@code ~/.kube/config}, else of the pod that this runs in.
   *
   * @throws WrongUse if there is none, or no such context
   */
  static Config load(Optional<Path> named, Optional<String> context) {
    List<Path> candidates =
        named
            .map(List::of)
            .orElseGet(() -> Config.getKubeconfigFilenames().stream().map(Path::of).toList());
    List<Path> files = candidates.stream().filter(Files::isReadable).toList();
    if (files.isEmpty()) {
      if (named.isEmpty() && Files.isReadable(ACCOUNT)) {
        return Config.autoConfigure(null);
      }
      throw new WrongUse(
          "There is no readable kubeconfig %s. Name one with --kubeconfig, or set KUBECONFIG."
              .formatted(quote(String.valueOf(candidates.isEmpty() ? "" : candidates.get(0)))));
    }
    TreeSet<String> contexts = new TreeSet<>();
    String current = "";
    for (Path file : files) {
      JsonNode content = content(file);
      content.path("contexts").forEach(each -> contexts.add(each.path("name").asText()));
      current = current.isEmpty() ? content.path("current-context").asText() : current;
    }
    String wanted = context.orElse(current);
    if (!contexts.contains(wanted)) {
      throw new WrongUse(
          "%s has no context %s; it has %s. Say which with --context."
              .formatted(
                  quote(files.get(0).toString()),
                  quote(wanted),
                  contexts.isEmpty() ? "none" : String.join(", ", contexts)));
    }
    try {
      return named.isPresent()
          ? Config.fromKubeconfig(wanted, files.get(0).toFile())
          : Config.autoConfigure(wanted);
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new WrongUse(
          "%s cannot be used: %s".formatted(quote(files.get(0).toString()), e.getMessage()));
    }
  }

  private static JsonNode content(Path file) {
    try {
      List<JsonNode> documents = Yaml.documents(Files.readString(file));
      if (documents.size() == 1 && documents.get(0).isObject()) {
        return documents.get(0);
      }
      throw new WrongUse(quote(file.toString()) + " is no kubeconfig.");
    } catch (Yaml.Malformed e) {
      throw new WrongUse(quote(file.toString()) + " is no YAML, " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new WrongUse(quote(file.toString()) + " cannot be read. Look at who may read it.");
    }
  }
}
