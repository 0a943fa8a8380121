package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.internal.values.Urls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The URL of a Prometheus that is queried directly instead of through the API server.
 *
 * @param url with its path, without a slash at the end
 * @param token for the header Authorization; never shown
 */
public record PrometheusUrl(URI url, Optional<String> token) {

  /**
   * Validates command-line options.
   *
   * @param tokenFile contains a bearer token; not an argument, because arguments are visible in the
   *     process list and in the shell history
   * @throws UsageException if one of them is invalid
   */
  public static PrometheusUrl of(String value, Optional<Path> tokenFile) {
    String shown = quote(value);
    if (!Urls.withoutPassword(value).equals(value)) {
      throw new UsageException(
          shown
              + " contains a user or a password, which other users of this machine can read. Remove"
              + " it, and give a file with a token with --prometheus-token-file.");
    }
    if (!Urls.isHttp(value)) {
      throw new UsageException(
          shown + " is not a valid URL of a Prometheus. Use one such as http://localhost:9090.");
    }
    // URLs copied from a browser or a request end like this.
    String base = value.replaceFirst("/+(api/v1(/.*)?)?$", "");
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
                + " contains no token: it must be one word, such as kubectl create token prints.");
      }
      return token;
    } catch (IOException e) {
      throw new UsageException(
          quote(file.toString()) + " cannot be read. Give a file with a token.");
    }
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
