package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

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

/** The kubeconfig, validated before any request. */
final class KubeconfigFile {
  private static final Path ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  private KubeconfigFile() {}

  /**
   * Returns the configuration that kubectl would use: the given file, else that in {@code
   * KUBECONFIG}, else {@code ~/.kube/config}, else that of the pod this runs in.
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
          "There is no readable kubeconfig %s. Set --kubeconfig or KUBECONFIG."
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

  /** Returns a one-line reason why the client rejects a file. */
  static UsageException unusable(Path file, RuntimeException problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new UsageException(
        "%s cannot be used: %s. Check its certificates and keys."
            .formatted(
                quote(file.toString()),
                cause instanceof NoSuchFileException
                    ? quote(String.valueOf(cause.getMessage())) + " does not exist"
                    : Answer.oneLine(String.valueOf(cause.getMessage()))));
  }

  private static void checkContext(List<Path> files, Optional<String> context) {
    List<JsonNode> contents = files.stream().map(KubeconfigFile::content).toList();
    String file = quote(files.get(0).toString());
    String contextName =
        context.orElseGet(
            () ->
                contents.stream()
                    .map(content -> content.path("current-context").asText())
                    .filter(current -> !current.isEmpty())
                    .findFirst()
                    .orElse(""));
    JsonNode found = entry(contents, "contexts", contextName).path("context");
    if (found.isMissingNode()) {
      TreeSet<String> names = new TreeSet<>();
      contents.forEach(
          content ->
              content.path("contexts").forEach(each -> names.add(each.path("name").asText())));
      throw new UsageException(
          "%s has no context %s; it has %s. Choose one with --context."
              .formatted(
                  file, quote(contextName), names.isEmpty() ? "none" : String.join(", ", names)));
    }
    String cluster = found.path("cluster").asText();
    String server = entry(contents, "clusters", cluster).at("/cluster/server").asText();
    if (!isServer(server)) {
      throw new UsageException(
          "The server of cluster %2$s in %1$s is %3$s; it must be a URL such as https://10.0.0.1:6443."
              .formatted(file, quote(cluster), quote(server)));
    }
    String user = found.path("user").asText();
    if (!user.isEmpty() && entry(contents, "users", user).isMissingNode()) {
      throw new UsageException(
          "%s has no user %s, which its context %s uses."
              .formatted(file, quote(user), quote(contextName)));
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
      throw new UsageException(quote(file.toString()) + " is not a kubeconfig.");
    } catch (Yaml.MalformedException e) {
      throw new UsageException(
          quote(file.toString()) + " is not valid YAML, " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new UsageException(quote(file.toString()) + " cannot be read. Check its permissions.");
    }
  }
}
