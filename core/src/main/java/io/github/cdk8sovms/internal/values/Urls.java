package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Redaction;
import io.github.cdk8sovms.validation.internal.Required;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs of existing servers. */
public final class Urls {

  /**
   * The two labels before {@code svc} are name and namespace of the Service; the name of a pod may
   * precede, and the cluster domain may follow.
   *
   * @see <a href="https://github.com/kubernetes/dns/blob/master/docs/specification.md">Names of
   *     Services and their pods</a>
   */
  private static final Pattern SERVICE =
      Pattern.compile("([^.]+\\.)?(?<service>[^.]+)\\.(?<namespace>[^.]+)\\.svc(\\..*)?");

  /** Common limit of servers and proxies for a request line. */
  public static final int LONGEST = 8_000;

  private static final Pattern OWN_POD =
      Pattern.compile(
          "localhost\\.?|127(\\.\\d+){3}|\\[(::1?|(0{1,4}:){7}0{0,3}[01])]|0\\.0\\.0\\.0",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Urls() {}

  /** Returns the namespace of a Service in the cluster; empty for any other host. */
  public static Optional<String> serviceNamespace(String host) {
    Matcher service = SERVICE.matcher(host);
    return service.matches() ? Optional.of(service.group("namespace")) : Optional.empty();
  }

  /**
   * Returns the name of a Service in the cluster, also for the host name of one of its pods; else
   * the host.
   */
  public static String serviceName(String host) {
    Required.nonNull(host);
    Matcher service = SERVICE.matcher(host);
    return service.matches() ? service.group("service") : host;
  }

  /** Returns whether a host is the local pod. */
  public static boolean isOwnPod(String host) {
    return OWN_POD.matcher(Required.nonNull(host)).matches();
  }

  /** Returns whether a host is a Service in the namespace of the client. */
  public static boolean isLocalService(String host) {
    return !host.contains(".") && !host.contains(":");
  }

  /**
   * Returns a URL for logs: see {@link Redaction}, which {@link Findings#quote} applies
   * automatically.
   */
  public static String withoutPassword(String url) {
    return Redaction.of(url);
  }

  /**
   * Checks the address of an HTTP API: scheme, host and optionally port and path, nothing else.
   *
   * @param example a valid address for this option
   */
  public static void checkHttp(Findings findings, String option, String url, String example) {
    findings.require(
        isHttp(url),
        FindingCode.INVALID_URL,
        option,
        quote(url)
            + " is not a server URL; it must be http:// or https://, a host, and optionally a"
            + " port and a path",
        "Write an address such as " + quote(example) + ".");
  }

  /**
   * Returns whether the host of a URL is valid: DNS labels have at most 63 characters, and IP
   * addresses have no leading zeros, which programs interpret differently.
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
   * Returns a path segment, with all but unreserved characters percent-encoded, so that it is also
   * safe in a shell and an HTTP request line.
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
   * Returns whether two URLs are known to be equivalent: they differ at most in a trailing slash,
   * an explicit default port, and the form of a Service's name.
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

  /** Returns whether a URL has no port, or a valid one. */
  public static boolean hasUsablePort(URI uri) {
    return uri.getPort() != 0 && uri.getPort() <= 65_535;
  }

  /** Returns whether this is the URL of an HTTP API. */
  public static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return url.length() <= LONGEST
          && Text.isPlain(url)
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && isHost(uri.getHost())
          && hasUsablePort(uri)
          && !uri.getRawAuthority().endsWith(":")
          && !uri.getRawPath().contains("//")
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
