package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Text;
import io.github.cdk8sovms.kubernetes.Traffic;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Files fetched over https into the pod by an init container. They lie side by side in the
 * directory of one version, whatever directories their URLs have.
 *
 * @param files where they come from, and where they go, in the order in which they are fetched
 * @param statedVersion the version of the model that they are, if stated
 * @param checksums SHA-256 by path below the version; files without one are not verified
 */
public record HttpsFiles(
    List<RemoteFile> files, OptionalInt statedVersion, Map<String, String> checksums)
    implements ModelSource {
  /** Of a file on Linux. */
  private static final int LONGEST_NAME = 255;

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Between two checksums of one file, of which neither is one for the other. */
  private static final String OR = " or ";

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Copies both collections, keeping their order. */
  public HttpsFiles {
    files = Required.elements(files, "files");
    Required.nonNull(statedVersion, "statedVersion");
    checksums = Required.entries(checksums, "checksums");
  }

  static HttpsFiles of(String... urls) {
    return new HttpsFiles(List.of(), OptionalInt.empty(), Map.of()).with("", urls);
  }

  /**
   * Serves the files as another version, which clients may ask for and metrics show. Default: 1.
   *
   * @param number 1 or more
   */
  public HttpsFiles version(int number) {
    return new HttpsFiles(files, OptionalInt.of(number), checksums);
  }

  /**
   * Adds files that lie in a directory below the others, such as {@code variables} of a TensorFlow
   * model.
   *
   * @param directory relative, such as {@code "variables"}
   * @param urls one URL a file
   */
  public HttpsFiles into(String directory, String... urls) {
    Required.nonNull(directory, "directory");
    Required.nonNull(urls, "urls");
    return with(directory, urls);
  }

  /**
   * Has a file verified before the server starts; a pod with a wrong file does not start.
   *
   * @param file the last part of its URL, after the directory that {@link #into} gave it
   * @param hex the SHA-256 of the file in lower-case hexadecimal
   */
  public HttpsFiles sha256(String file, String hex) {
    Required.nonNull(file, "file");
    Required.nonNull(hex, "hex");
    Map<String, String> more = new LinkedHashMap<>(checksums);
    more.merge(file, hex, (one, other) -> one.equals(other) ? one : one + OR + other);
    return new HttpsFiles(files, statedVersion, more);
  }

  /** One URL a file, in the order in which they are fetched. */
  public List<String> urls() {
    return files.stream().map(RemoteFile::url).toList();
  }

  /** The version of the model that the files are. */
  public int version() {
    return statedVersion.orElse(1);
  }

  @Override
  public void check(Findings findings) {
    Required.nonNull(findings);
    findings.require(
        !files.isEmpty(),
        FindingCode.MODEL_SOURCE,
        "source",
        "no URL is given",
        "Write ModelSource.https(\"https://…/model.xml\", \"https://…/model.bin\").");
    findings.require(
        version() >= 1,
        FindingCode.MODEL_SOURCE,
        "source.version",
        quote(version()) + " is not a version of a model; these are numbers from 1 on",
        "Write .version(1), or leave it out.");
    files.forEach(file -> checkFile(findings, file));
    List<String> paths = files.stream().map(RemoteFile::path).toList();
    findings.require(
        paths.stream().distinct().count() == paths.size(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(paths) + " holds a file name twice; the second would replace the first",
        "Fetch files of different names, of one version; put what belongs into a directory there with"
            + " .into(\"variables\", \"https://…\").");
    checkVersions(findings);
    if (!files.isEmpty() && files.stream().allMatch(HttpsFiles::isFetchable)) {
      new ServableFiles(files).check(findings);
    }
    checksums.forEach((file, hex) -> checkChecksum(findings, paths, file, hex));
  }

  @Override
  public List<Traffic> traffic() {
    return urls().stream().map(URI::create).map(Traffic::to).distinct().toList();
  }

  private static void checkFile(Findings findings, RemoteFile file) {
    findings.require(
        isFetchable(file),
        FindingCode.INVALID_URL,
        "source",
        quote(file.url())
            + " is not the URL of a file; it must start with https://, without user name or"
            + " fragment, and end with a file name",
        "Write a URL such as \"https://models.example.com/resnet50/model.xml\".");
    if (!file.directory().isEmpty()) {
      findings.require(
          ClaimedVolume.isPath(file.directory()),
          FindingCode.MODEL_SOURCE,
          "source.into",
          quote(file.directory())
              + " is not a directory below the version; it must be relative, of letters, digits,"
              + " '.', '_', '-' and '/', and stay inside it",
          "Write a directory such as \"variables\".");
    }
    findings.require(
        !file.isAstray(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(file.name())
            + " belongs into a directory "
            + quote(file.directoryOfUrl())
            + " of a TensorFlow model, and would lie beside the other files",
        "Write .into("
            + quote(file.directoryOfUrl())
            + ", \"https://…/"
            + file.name()
            + "\") instead.");
  }

  /** A number before the file's name is most often a version, which clients may ask for. */
  private void checkVersions(Findings findings) {
    if (statedVersion.isPresent()) {
      return;
    }
    files.stream()
        .map(RemoteFile::versionOfUrl)
        .filter(number -> !number.isEmpty() && !number.equals("1"))
        .distinct()
        .forEach(
            number ->
                findings.add(
                    FindingCode.VERSION_DIRECTORY,
                    "source",
                    quote(number)
                        + " is the directory of files in their URLs, as of version "
                        + number
                        + ", and they are served as version 1",
                    "Say .version(" + number + "), or .version(1) if that is meant."));
  }

  private HttpsFiles with(String directory, String... urls) {
    List<RemoteFile> more = new ArrayList<>(files);
    for (String url : Required.elements(urls)) {
      more.add(new RemoteFile(directory, url));
    }
    return new HttpsFiles(more, statedVersion, checksums);
  }

  private static void checkChecksum(
      Findings findings, List<String> files, String file, String hex) {
    findings.require(
        files.contains(file),
        FindingCode.CHECKSUM,
        "source.sha256",
        quote(file) + " is none of the fetched files " + quote(files),
        "Name a file as its URL ends, with the directory of .into(..) before it.");
    findings.require(
        !hex.contains(OR),
        FindingCode.CONTRADICTION,
        "source.sha256",
        quote(file) + " has two checksums",
        "Keep one .sha256(..) for each file.");
    findings.require(
        hex.contains(OR) || SHA_256.matcher(hex).matches(),
        FindingCode.CHECKSUM,
        "source.sha256",
        quote(hex) + " is not a SHA-256 checksum of 64 lower-case hexadecimal digits",
        "Write what sha256sum prints for the file.");
  }

  private static boolean isFetchable(RemoteFile file) {
    String url = file.url();
    try {
      URI uri = new URI(url);
      return url.length() <= Urls.LONGEST
          && Text.isPlain(url)
          && "https".equals(uri.getScheme())
          && Urls.isHost(uri.getHost())
          && Urls.hasUsablePort(uri)
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && FILE.matcher(file.name()).matches()
          && file.name().length() <= LONGEST_NAME;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
