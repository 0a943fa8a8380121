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
 * The API server of a kubeconfig. The client library supports all credentials of kubeconfigs:
 * certificates, tokens, and exec plugins; requests are plain paths.
 */
public final class KubernetesApi implements ApiServer, AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final String address;
  private final String namespace;
  private final HttpClient http;
  private boolean answered;
  private String confirmation = "";

  private KubernetesApi(Config config) {
    // Retries after an error would only delay the same error.
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(TIMEOUT_MILLIS);
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    this.address = config.getMasterUrl().replaceAll("/+$", "");
    this.namespace = config.getNamespace() == null ? "default" : config.getNamespace();
    this.http = new WithoutRedirects().newBuilder(config).build();
  }

  /**
   * Opens a cluster, without a request.
   *
   * @param kubeconfig the file; that of kubectl by default
   * @param context of the file; its current context by default
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
              .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      headers.forEach(request::setHeader);
      HttpResponse<String> response =
          http.sendAsync(request.build(), String.class)
              .get(TIMEOUT_MILLIS + 2_000L, TimeUnit.MILLISECONDS);
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
        address + " does not accept your credentials. Log in again, or use another --context.");
  }

  /**
   * Returns whether the request was anonymous: such requests are accepted, but denied everything.
   */
  private static boolean isAnonymous(Answer answer) {
    return answer.status() == 403 && answer.body().contains("User \\\"system:anonymous\\\"");
  }

  /**
   * Returns whether a server behind the API server handles the path, with its own authentication.
   */
  private static boolean isBehind(String path) {
    return path.contains("/proxy/") || path.contains(".metrics.k8s.io/");
  }

  /** Returns whether the credentials have expired since an earlier request. */
  private boolean isUnknownNow() {
    return confirmation.isEmpty() || send(confirmation, Map.of()).status() == 401;
  }

  /** Handles a failure; after a first response, a timeout is that of a server behind the proxy. */
  private Answer failed(Throwable problem) {
    ConnectionProblem kind = ConnectionProblem.of(problem);
    if (kind == ConnectionProblem.TOO_LATE && answered) {
      return new Answer(Answer.TOO_LATE, kind.describe(problem));
    }
    throw new NoAnswerException(
        "%s cannot be reached: %s. %s"
            .formatted(address, kind.describe(problem).replaceFirst("\\.$", ""), remedy(kind))
            .strip());
  }

  private static String remedy(ConnectionProblem kind) {
    return switch (kind) {
      case TOO_LATE -> "Check VPN and firewall.";
      case UNTRUSTED, OTHER_NAME -> "Check certificate-authority in the kubeconfig.";
      case EXPIRED, TLS -> "Check the certificates of the cluster.";
      case REFUSES_CLIENT -> "Check client-certificate in the kubeconfig, which may have expired.";
      case NO_TLS, UNKNOWN_NAME, CLOSED -> "Check server in the kubeconfig.";
      case REFUSED -> "Check server in the kubeconfig, and whether the server runs.";
      case OTHER -> "";
    };
  }

  /**
   * Disables redirects: the client would send the token of the cluster to any redirect target. The
   * API server sends none; a login page behind it does.
   */
  private static final class WithoutRedirects extends JdkHttpClientFactory {
    @Override
    protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
      builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
    }
  }
}
