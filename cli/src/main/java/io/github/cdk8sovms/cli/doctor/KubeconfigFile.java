package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.Findings.quote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.cli.manifest.Yaml;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
   * @throws UsageException if there is none, or no such context
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
      throw new UsageException(
          "There is no readable kubeconfig %s. Name one with --kubeconfig, or set KUBECONFIG."
              .formatted(quote(String.valueOf(candidates.isEmpty() ? "" : candidates.get(0)))));
    }
    checkContext(files, context);
    try {
      return named.isPresent()
          ? Config.fromKubeconfig(context.orElse(null), files.get(0).toFile())
          : Config.autoConfigure(context.orElse(null));
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw unusable(files.get(0), e);
    }
  }

  /** Says in one line what the client has against a file. */
  static UsageException unusable(Path file, RuntimeException problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new UsageException(
        "%s cannot be used: %s. Look at the certificates and keys that it names."
            .formatted(
                quote(file.toString()),
                cause instanceof NoSuchFileException
                    ? "there is no " + quote(String.valueOf(cause.getMessage()))
                    : Answer.oneLine(String.valueOf(cause.getMessage()))));
  }

  private static void checkContext(List<Path> files, Optional<String> context) {
    List<JsonNode> contents = files.stream().map(KubeconfigFile::content).toList();
    String file = quote(files.get(0).toString());
    String wanted =
        context.orElseGet(
            () ->
                contents.stream()
                    .map(content -> content.path("current-context").asText())
                    .filter(current -> !current.isEmpty())
                    .findFirst()
                    .orElse(""));
    JsonNode found = entry(contents, "contexts", wanted).path("context");
    if (found.isMissingNode()) {
      TreeSet<String> names = new TreeSet<>();
      contents.forEach(
          content ->
              content.path("contexts").forEach(each -> names.add(each.path("name").asText())));
      throw new UsageException(
          "%s has no context %s; it has %s. Say which with --context."
              .formatted(file, quote(wanted), names.isEmpty() ? "none" : String.join(", ", names)));
    }
    String cluster = found.path("cluster").asText();
    String server = entry(contents, "clusters", cluster).at("/cluster/server").asText();
    if (!isServer(server)) {
      throw new UsageException(
          "%s says of cluster %s that its server is %s; it must be a URL such as https://10.0.0.1:6443."
              .formatted(file, quote(cluster), quote(server)));
    }
    String user = found.path("user").asText();
    if (!user.isEmpty() && entry(contents, "users", user).isMissingNode()) {
      throw new UsageException(
          "%s has no user %s, which its context %s names."
              .formatted(file, quote(user), quote(wanted)));
    }
  }

  private static JsonNode entry(List<JsonNode> contents, String list, String name) {
    for (JsonNode content : contents) {
      for (JsonNode entry : content.path(list)) {
        if (entry.path("name").asText().equals(name)) {
          return entry;
        }
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean isServer(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static JsonNode content(Path file) {
    try {
      List<JsonNode> documents = Yaml.documents(Files.readString(file));
      if (documents.size() == 1 && documents.get(0).isObject()) {
        return documents.get(0);
      }
      throw new UsageException(quote(file.toString()) + " is no kubeconfig.");
    } catch (Yaml.MalformedException e) {
      throw new UsageException(quote(file.toString()) + " is no YAML, " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new UsageException(
          quote(file.toString()) + " cannot be read. Look at who may read it.");
    }
  }
}
