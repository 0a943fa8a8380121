package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.kubernetes.Urls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Prometheus that is asked past the API server.
 *
 * @param url with its path, without a slash at the end
 * @param token for the header Authorization; never shown
 */
public record PrometheusUrl(URI url, Optional<String> token) {

  /**
   * Checks what was typed.
   *
   * @param tokenFile holds a bearer token; it is no argument, since arguments are in the list of
   *     processes and in the history of the shell
   * @throws UsageException if one of them cannot be used
   */
  public static PrometheusUrl of(String typed, Optional<Path> tokenFile) {
    String shown = quote(typed);
    if (!Urls.withoutPassword(typed).equals(typed)) {
      throw new UsageException(
          shown
              + " holds a user or a password, which other users of this machine can read. Leave"
              + " it out, and name a file with a token by --prometheus-token-file.");
    }
    if (!Urls.isHttp(typed)) {
      throw new UsageException(shown + " is no URL of a Prometheus. Write http://localhost:9090.");
    }
    // What is copied from a browser or from a request ends like this.
    String base = typed.replaceFirst("/+(api/v1(/.*)?)?$", "");
    return new PrometheusUrl(URI.create(base), tokenFile.map(PrometheusUrl::token));
  }

  boolean isLoopback() {
    return String.valueOf(url.getHost()).matches("localhost|127\\..*|\\[::1]");
  }

  private static String token(Path file) {
    try {
      String token = Files.readString(file).strip();
      if (token.isEmpty() || !token.matches("[\\x21-\\x7e]+")) {
        throw new UsageException(
            quote(file.toString())
                + " holds no token: it must be one word, such as kubectl create token writes.");
      }
      return token;
    } catch (IOException e) {
      throw new UsageException(
          quote(file.toString()) + " cannot be read. Name a file that holds a token.");
    }
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
