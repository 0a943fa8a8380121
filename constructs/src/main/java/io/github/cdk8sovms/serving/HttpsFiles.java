package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Text;
import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files fetched over https into the pod by an init container.
 *
 * @param urls one URL a file, in the order in which they are fetched
 * @param checksums SHA-256 by file name; files without one are not verified
 */
public record HttpsFiles(List<String> urls, Map<String, String> checksums) implements ModelSource {
  private static final Pattern WITH_FILE =
      Pattern.compile("\\w++://[^/?#]++/(?:[^?#/]*+/)*+(?<file>[^/?#]*+)(?:[?#].*+)?+");

  /** Of a file on Linux. */
  private static final int LONGEST_NAME = 255;

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Copies both collections, keeping their order. */
  public HttpsFiles {
    urls = List.copyOf(urls);
    checksums = Collections.unmodifiableMap(new LinkedHashMap<>(checksums));
  }

  static HttpsFiles of(String... urls) {
    return new HttpsFiles(List.of(urls), Map.of());
  }

  /**
   * Has a file verified before the server starts; a pod with a wrong file does not start.
   *
   * @param file the last part of its URL
   * @param hex the SHA-256 of the file in lower-case hexadecimal
   */
  public HttpsFiles sha256(String file, String hex) {
    Map<String, String> more = new LinkedHashMap<>(checksums);
    more.put(file, hex);
    return new HttpsFiles(urls, more);
  }

  @Override
  public void check(Findings findings) {
    findings.require(
        !urls.isEmpty(),
        FindingCode.MODEL_SOURCE,
        "source",
        "no URL is given",
        "Write ModelSource.https(\"https://…/model.xml\", \"https://…/model.bin\").");
    for (String url : urls) {
      findings.require(
          isFetchable(url),
          FindingCode.INVALID_URL,
          "source",
          quote(url)
              + " is not the URL of a file; it must start with https://, without user name or"
              + " fragment, and end with a file name",
          "Write a URL such as \"https://models.example.com/resnet50/model.xml\".");
    }
    List<String> files = urls.stream().map(HttpsFiles::fileName).toList();
    findings.require(
        files.stream().distinct().count() == files.size(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(files) + " holds a file name twice; the second would replace the first",
        "Fetch files of different names.");
    checksums.forEach((file, hex) -> checkChecksum(findings, files, file, hex));
  }

  @Override
  public List<Traffic> traffic() {
    return urls.stream().map(URI::create).map(Traffic::to).distinct().toList();
  }

  /** What follows the last slash of the path; empty if there is nothing. */
  static String fileName(String url) {
    Matcher parts = WITH_FILE.matcher(url);
    return parts.matches() ? parts.group("file") : "";
  }

  private static void checkChecksum(
      Findings findings, List<String> files, String file, String hex) {
    findings.require(
        files.contains(file),
        FindingCode.CHECKSUM,
        "source.sha256",
        quote(file) + " is none of the fetched files " + quote(files),
        "Name a file as its URL ends.");
    findings.require(
        SHA_256.matcher(hex).matches(),
        FindingCode.CHECKSUM,
        "source.sha256",
        quote(hex) + " is not a SHA-256 checksum of 64 lower-case hexadecimal digits",
        "Write what sha256sum prints for the file.");
  }

  private static boolean isFetchable(String url) {
    try {
      URI uri = new URI(url);
      return url.length() <= Urls.LONGEST
          && Text.isPlain(url)
          && "https".equals(uri.getScheme())
          && Urls.isHost(uri.getHost())
          && Urls.hasUsablePort(uri)
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && FILE.matcher(fileName(url)).matches()
          && fileName(url).length() <= LONGEST_NAME;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
