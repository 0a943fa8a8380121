package io.github.cdk8sovms.cli.doctor;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

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

  private KubernetesApi(Config config) {
    // A server that is asked again when it says no would keep people waiting for the same answer.
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(LONGEST_MILLIS);
    config.setConnectionTimeout(LONGEST_MILLIS);
    this.address = config.getMasterUrl().replaceAll("/+$", "");
    this.namespace = config.getNamespace() == null ? "default" : config.getNamespace();
    this.http = HttpClientUtils.getHttpClientFactory().newBuilder(config).build();
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
  public Answer get(String path) {
    try {
      HttpResponse<String> response =
          http.sendAsync(
                  http.newHttpRequestBuilder()
                      .uri(address + path)
                      .timeout(LONGEST_MILLIS, TimeUnit.MILLISECONDS)
                      .build(),
                  String.class)
              .get(LONGEST_MILLIS + 2_000L, TimeUnit.MILLISECONDS);
      if (response.code() == 401 || isAnonymous(response)) {
        throw new NoAnswer(address + " does not know you. Log in again, or use another --context.");
      }
      answered = true;
      return new Answer(response.code(), response.body() == null ? "" : response.body());
    } catch (ExecutionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted");
    }
  }

  @Override
  public void close() {
    http.close();
  }

  /** Whoever has no credentials may still be let in, to be refused everything. */
  private static boolean isAnonymous(HttpResponse<String> response) {
    return response.code() == 403
        && String.valueOf(response.body()).contains("User \\\"system:anonymous\\\"");
  }

  /** Once it has answered, a path that takes too long is that of somebody behind it. */
  private Answer failed(Throwable problem) {
    boolean late = problem instanceof TimeoutException || problem instanceof HttpTimeoutException;
    if (late && answered) {
      return new Answer(Answer.TOO_LATE, "no answer within " + LONGEST_MILLIS / 1000 + " seconds");
    }
    throw new NoAnswer(address + " cannot be reached: " + reason(problem, late));
  }

  private static String reason(Throwable problem, boolean late) {
    if (late) {
      return "no answer within " + LONGEST_MILLIS / 1000 + " seconds. Look at VPN and firewall.";
    }
    if (isOf(problem, SSLException.class)) {
      return "its certificate is not trusted. Look at certificate-authority in the kubeconfig.";
    }
    if (isOf(problem, UnknownHostException.class)
        || isOf(problem, UnresolvedAddressException.class)) {
      return "its name is not known. Look at server in the kubeconfig.";
    }
    if (isOf(problem, ConnectException.class)) {
      return "nobody listens there. Look at server in the kubeconfig, and whether it runs.";
    }
    return problem instanceof IOException || problem.getMessage() != null
        ? problem.getMessage() + "."
        : problem + ".";
  }

  private static boolean isOf(Throwable problem, Class<? extends Throwable> kind) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
