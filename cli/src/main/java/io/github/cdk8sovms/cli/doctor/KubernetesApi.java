package io.github.cdk8sovms.cli.doctor;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cluster as a kubeconfig leads to it. The client brings what kubeconfigs may hold: certificates,
 * tokens, and programs that fetch tokens; what is asked are plain paths.
 */
public final class KubernetesApi implements ApiServer, AutoCloseable {
  private static final int LONGEST_MILLIS = 10_000;

  private final String address;
  private final String namespace;
  private final HttpClient http;
  private boolean answered;
  private String confirmation = "";

  private KubernetesApi(Config config) {
    // A server that is asked again when it says no would keep people waiting for the same answer.
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(LONGEST_MILLIS);
    config.setConnectionTimeout(LONGEST_MILLIS);
    this.address = config.getMasterUrl().replaceAll("/+$", "");
    this.namespace = config.getNamespace() == null ? "default" : config.getNamespace();
    this.http = new WithoutRedirects().newBuilder(config).build();
  }

  /**
   * Opens a cluster; nothing is asked yet.
   *
   * @param kubeconfig a file; what kubectl would use if none is said
   * @param context of the file; its current one if none is said
   */
  public static KubernetesApi open(Optional<Path> kubeconfig, Optional<String> context) {
    Config config = KubeconfigFile.load(kubeconfig, context);
    try {
      return new KubernetesApi(config);
    } catch (KubernetesClientException e) {
      throw KubeconfigFile.unusable(
          kubeconfig.orElse(Path.of(String.valueOf(config.getFile()))), e);
    }
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public Answer get(String path, Map<String, String> headers) {
    Answer answer = send(path, headers);
    boolean unknown = answer.status() == 401 || isAnonymous(answer);
    if (!isBehind(path)) {
      if (unknown) {
        throw unknown();
      }
      if (answer.isOk()) {
        confirmation = path;
      }
    } else if (unknown && isUnknownNow()) {
      throw unknown();
    }
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }

  private Answer send(String path, Map<String, String> headers) {
    try {
      HttpRequest.Builder request =
          http.newHttpRequestBuilder()
              .uri(address + path)
              .timeout(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
      headers.forEach(request::setHeader);
      HttpResponse<String> response =
          http.sendAsync(request.build(), String.class)
              .get(LONGEST_MILLIS + 2_000L, TimeUnit.MILLISECONDS);
      answered = true;
      return new Answer(response.code(), response.body() == null ? "" : response.body());
    } catch (ExecutionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted");
    }
  }

  private NoAnswerException unknown() {
    return new NoAnswerException(
        address + " does not know you. Log in again, or use another --context.");
  }

  /** Whoever has no credentials may still be let in, to be refused everything. */
  private static boolean isAnonymous(Answer answer) {
    return answer.status() == 403 && answer.body().contains("User \\\"system:anonymous\\\"");
  }

  /** What is behind the API server says itself whom it knows, and is handed on as it comes. */
  private static boolean isBehind(String path) {
    return path.contains("/proxy/") || path.contains(".metrics.k8s.io/");
  }

  /** Credentials may also have expired between two requests. */
  private boolean isUnknownNow() {
    return confirmation.isEmpty() || send(confirmation, Map.of()).status() == 401;
  }

  /** Once it has answered, a path that takes too long is that of somebody behind it. */
  private Answer failed(Throwable problem) {
    ConnectionProblem kind = ConnectionProblem.of(problem);
    if (kind == ConnectionProblem.TOO_LATE && answered) {
      return new Answer(Answer.TOO_LATE, kind.said(problem));
    }
    throw new NoAnswerException(
        "%s cannot be reached: %s. %s"
            .formatted(address, kind.said(problem).replaceFirst("\\.$", ""), remedy(kind))
            .strip());
  }

  private static String remedy(ConnectionProblem kind) {
    return switch (kind) {
      case TOO_LATE -> "Look at VPN and firewall.";
      case UNTRUSTED, OTHER_NAME -> "Look at certificate-authority in the kubeconfig.";
      case EXPIRED, TLS -> "Look at the certificates of the cluster.";
      case REFUSES_CLIENT ->
          "Look at client-certificate in the kubeconfig, which may have expired.";
      case NO_TLS, UNKNOWN_NAME, CLOSED -> "Look at server in the kubeconfig.";
      case REFUSED -> "Look at server in the kubeconfig, and whether it runs.";
      case OTHER -> "";
    };
  }

  /**
   * The client would follow a redirect to wherever it leads, with the token of the cluster. The API
   * server makes none; a login page behind it does.
   */
  private static final class WithoutRedirects extends JdkHttpClientFactory {
    @Override
    protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
      builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
    }
  }
}
