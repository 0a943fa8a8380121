package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of servers that exist already. */
public final class Urls {

  /** The two names before {@code svc} are the Service's; the cluster's domain may follow. */
  private static final Pattern SERVICE =
      Pattern.compile("[^.]+\\.(?<namespace>[^.]+)\\.svc(\\..*)?");

  private Urls() {}

  /** The namespace of a Service in the cluster; empty for any other host. */
  public static Optional<String> serviceNamespace(String host) {
    Matcher service = SERVICE.matcher(host);
    return service.matches() ? Optional.of(service.group("namespace")) : Optional.empty();
  }

  /** Whether a host is a Service of the caller's own namespace. */
  public static boolean isLocalService(String host) {
    return !host.contains(".") && !host.contains(":");
  }

  /** Checks the address of an HTTP API: scheme, host and optionally port and path, nothing else. */
  public static void checkHttp(Findings findings, String option, String url) {
    findings.require(
        isHttp(url),
        FindingCode.INVALID_URL,
        option,
        quote(withoutPassword(url))
            + " is not the address of a server; it must be http:// or https://, a host, and"
            + " optionally a port and a path",
        "Write an address such as \"http://prometheus.monitoring.svc:9090\".");
  }

  /**
   * A URL fit for a report, which ends up in logs: user name and password are left out, also where
   * the password should have been encoded.
   */
  public static String withoutPassword(String url) {
    return url.replaceFirst("//(?:[^/?#]*|[^/?#]*:.*)@", "//…@");
  }

  /** Whether a URL has no port, or one that exists. */
  public static boolean hasUsablePort(URI uri) {
    return uri.getPort() != 0 && uri.getPort() <= 65_535;
  }

  /** Whether this is the address of an HTTP API. */
  public static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return Text.isPlain(url)
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && hasUsablePort(uri)
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
