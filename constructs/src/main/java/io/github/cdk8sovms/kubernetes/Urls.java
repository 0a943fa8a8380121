package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Redaction;
import io.github.cdk8sovms.validation.Required;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses of servers that exist already. */
public final class Urls {

  /**
   * The two names before {@code svc} are the Service's; one of its pods may come before, and the
   * cluster's domain may follow.
   *
   * @see <a href="https://github.com/kubernetes/dns/blob/master/docs/specification.md">Names of
   *     Services and their pods</a>
   */
  private static final Pattern SERVICE =
      Pattern.compile("([^.]+\\.)?(?<service>[^.]+)\\.(?<namespace>[^.]+)\\.svc(\\..*)?");

  /** What servers and proxies take as the line of a request. */
  public static final int LONGEST = 8_000;

  private static final Pattern OWN_POD =
      Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1]|0\\.0\\.0\\.0");

  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Urls() {}

  /** The namespace of a Service in the cluster; empty for any other host. */
  public static Optional<String> serviceNamespace(String host) {
    Matcher service = SERVICE.matcher(host);
    return service.matches() ? Optional.of(service.group("namespace")) : Optional.empty();
  }

  /** The name of a Service in the cluster, also where one of its pods is named; else the host. */
  public static String serviceName(String host) {
    Required.nonNull(host);
    Matcher service = SERVICE.matcher(host);
    return service.matches() ? service.group("service") : host;
  }

  /** Whether a host is the pod of the caller itself. */
  public static boolean isOwnPod(String host) {
    return OWN_POD.matcher(Required.nonNull(host)).matches();
  }

  /** Whether a host is a Service of the caller's own namespace. */
  public static boolean isLocalService(String host) {
    return !host.contains(".") && !host.contains(":");
  }

  /** A URL fit for logs: see {@link Redaction}, which {@link Findings#quote} uses by itself. */
  public static String withoutPassword(String url) {
    return Redaction.of(url);
  }

  /**
   * Checks the address of an HTTP API: scheme, host and optionally port and path, nothing else.
   *
   * @param example an address that this option takes
   */
  public static void checkHttp(Findings findings, String option, String url, String example) {
    findings.require(
        isHttp(url),
        FindingCode.INVALID_URL,
        option,
        quote(url)
            + " is not the address of a server; it must be http:// or https://, a host, and"
            + " optionally a port and a path",
        "Write an address such as " + quote(example) + ".");
  }

  /**
   * Whether the host of a URL can be looked up: of DNS names each part has at most 63 characters,
   * and addresses are without leading zeros, which programs read differently.
   */
  public static boolean isHost(@Nullable String host) {
    if (host == null || host.length() > 253) {
      return false;
    }
    return NUMBERS.matcher(host).matches()
        ? Cidr.isIpv4(host)
        : Arrays.stream(host.split("\\.")).allMatch(part -> part.length() <= 63);
  }

  /**
   * One segment of a path, percent-encoded but for the characters that no program gives a meaning,
   * so that it also passes through a shell and a line of HTTP as it is.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986, 2.3</a>
   */
  public static String pathSegment(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      if (UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", each & 0xff));
      }
    }
    return encoded.toString();
  }

  /**
   * Whether two addresses are known to be one server's: they differ at most in a slash at the end,
   * the port that the scheme has anyhow, and how much of a Service's name is written.
   */
  public static boolean areSame(String url, String other) {
    return normalized(url).equals(normalized(other));
  }

  private static String normalized(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null) {
        return url;
      }
      int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
      String host = uri.getHost().replaceFirst("\\.svc(\\.cluster\\.local\\.?)?$", "");
      return uri.getScheme() + "://" + host + ":" + port + uri.getPath().replaceFirst("/+$", "");
    } catch (URISyntaxException e) {
      return url;
    }
  }

  /** Whether a URL has no port, or one that exists. */
  public static boolean hasUsablePort(URI uri) {
    return uri.getPort() != 0 && uri.getPort() <= 65_535;
  }

  /** Whether this is the address of an HTTP API. */
  public static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return url.length() <= LONGEST
          && Text.isPlain(url)
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && isHost(uri.getHost())
          && hasUsablePort(uri)
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
