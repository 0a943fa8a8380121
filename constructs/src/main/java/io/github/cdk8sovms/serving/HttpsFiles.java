package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.serving.internal.RemoteFile;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Redaction;
import io.github.cdk8sovms.validation.internal.Required;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Files downloaded over https into the pod by an init container. All are placed in the directory of
 * one version, independent of the directories in their URLs.
 */
public final class HttpsFiles extends ModelSource {
  /** Linux' limit for file names. */
  private static final int LONGEST_NAME = 255;

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Separates two checksums of one file, which is invalid. */
  private static final String OR = " or ";

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final List<RemoteFile> files;
  private final OptionalInt statedVersion;
  private final Map<String, String> checksums;

  private HttpsFiles(
      List<RemoteFile> files, OptionalInt statedVersion, Map<String, String> checksums) {
    this.files = List.copyOf(files);
    this.statedVersion = statedVersion;
    this.checksums = Collections.unmodifiableMap(new LinkedHashMap<>(checksums));
  }

  static HttpsFiles of(String... urls) {
    return new HttpsFiles(List.of(), OptionalInt.empty(), Map.of()).with("", urls);
  }

  /**
   * Sets the version of the model, which clients may request and metrics show. Default: 1.
   *
   * @param number 1 or more
   */
  public HttpsFiles version(int number) {
    return new HttpsFiles(files, OptionalInt.of(number), checksums);
  }

  /**
   * Adds files in a subdirectory, such as {@code variables} of a TensorFlow model.
   *
   * @param directory relative, such as {@code "variables"}
   * @param urls one URL per file
   */
  public HttpsFiles into(String directory, String... urls) {
    Required.nonNull(directory, "directory");
    Required.nonNull(urls, "urls");
    return with(directory, urls);
  }

  /**
   * Sets the checksum of a file, which is verified before the server starts; a pod with a wrong
   * file does not start.
   *
   * @param file the last part of its URL, prefixed with the directory of {@link #into}
   * @param hex the SHA-256 of the file in lower-case hexadecimal
   */
  public HttpsFiles sha256(String file, String hex) {
    Required.nonNull(file, "file");
    Required.nonNull(hex, "hex");
    Map<String, String> more = new LinkedHashMap<>(checksums);
    more.merge(file, hex, (one, other) -> one.equals(other) ? one : one + OR + other);
    return new HttpsFiles(files, statedVersion, more);
  }

  /** Returns sources and destinations, in download order. */
  List<RemoteFile> files() {
    return files;
  }

  /** Returns SHA-256 by path in the version directory; files without one are not verified. */
  Map<String, String> checksums() {
    return checksums;
  }

  /** Returns one URL per file, in download order. */
  public List<String> urls() {
    return files.stream().map(RemoteFile::url).toList();
  }

  /** Returns the version of the model. */
  public int version() {
    return statedVersion.orElse(1);
  }

  @Override
  void check(Findings findings) {
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
        quote(version()) + " is not a model version; versions are numbers from 1",
        "Write .version(1), or leave it out.");
    files.forEach(file -> checkFile(findings, file));
    List<String> paths = files.stream().map(RemoteFile::path).toList();
    findings.require(
        paths.stream().distinct().count() == paths.size(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(paths) + " contains a file name twice; the second would replace the first",
        "Use different file names, of one version; put files that belong into a subdirectory"
            + " there with .into(\"variables\", \"https://…\").");
    checkVersions(findings);
    if (!files.isEmpty() && files.stream().allMatch(HttpsFiles::isFetchable)) {
      new ServableFiles(files).check(findings);
    }
    checksums.forEach((file, hex) -> checkChecksum(findings, paths, file, hex));
  }

  @Override
  List<Traffic> traffic() {
    return urls().stream().map(URI::create).map(Traffic::to).distinct().toList();
  }

  @Override
  List<Object> options() {
    return List.of(files, statedVersion, checksums);
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
    findings.require(
        !isFetchable(file) || !Urls.isOwnPod(URI.create(file.url()).getHost()),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(file.url()) + " is the pod of the server itself, which serves no files",
        "Write the address of the server with the files.");
    findings.require(
        !Redaction.hasSecretParameter(file.url()),
        FindingCode.CREDENTIAL_IN_MANIFEST,
        "source",
        quote(file.url())
            + " is signed: the manifest shows the signature, and pods that start after it expires"
            + " get no model",
        "Write a URL without a signature, or use a bucket with .credentials(..), or a volume.");
    if (!file.directory().isEmpty()) {
      findings.require(
          ClaimedVolume.isPath(file.directory()),
          FindingCode.MODEL_SOURCE,
          "source.into",
          quote(file.directory())
              + " is not a directory inside the version; it must be relative, of letters,"
              + " digits, '.', '_', '-' and '/', and stay inside it",
          "Write a directory such as \"variables\".");
    }
    findings.require(
        !file.isAstray(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(file.name())
            + " belongs into a directory "
            + quote(file.directoryOfUrl())
            + " of a TensorFlow model, but would be placed next to the other files",
        "Write .into("
            + quote(file.directoryOfUrl())
            + ", \"https://…/"
            + file.name()
            + "\") instead.");
  }

  /** A number before the file name is usually a version, which clients may request. */
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
                        + " is the directory of the files in their URLs, like version "
                        + number
                        + ", but they are served as version 1",
                    "Write .version(" + number + "), or .version(1) if that is intended."));
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
        quote(file) + " is not one of the downloaded files " + quote(files),
        "Use the last part of its URL, prefixed with the directory of .into(..).");
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
        "Write the output of sha256sum for the file.");
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
