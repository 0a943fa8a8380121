package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.net.URI;
import java.net.URISyntaxException;

/** The addresses of servers that exist already. */
public final class Urls {

  private Urls() {}

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

  private static boolean isHttp(String url) {
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
