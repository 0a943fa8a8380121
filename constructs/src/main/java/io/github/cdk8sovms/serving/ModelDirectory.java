package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.regex.Pattern;

/**
 * The directory of a model, with one subdirectory per version, which contain the files.
 *
 * @param path the path, without a trailing slash
 */
record ModelDirectory(String path) {
  /**
   * The files that OVMS downloads from a bucket ({@code acceptedFiles}), formats of language
   * models, and archives and formats of other servers.
   */
  private static final Pattern FILE =
      Pattern.compile(
          ".*\\.(?:xml|bin|onnx|pb|pbtxt|pdmodel|pdiparams|tflite|gguf|safetensors|json|data"
              + "|tar|tgz|gz|bz2|xz|zst|zip|7z|mar|h5|hdf5|keras|pt|pth|ckpt|npz|pkl|pickle|joblib"
              + "|plan|engine|caffemodel|prototxt|params)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** The subdirectories of a TensorFlow SavedModel in a version. */
  private static final Pattern INSIDE_VERSION =
      Pattern.compile(".*/\\d+/(?:variables|assets|assets\\.extra)", Pattern.DOTALL);

  /** Versions that a policy can select. */
  private static final Pattern SMALL_VERSION = Pattern.compile("[1-9]\\d{0,8}");

  private static final Pattern VERSION = Pattern.compile("\\d{1,19}");

  /** Removes a trailing slash, which OVMS rejects for Azure. */
  static String withoutSlash(String path) {
    return path.endsWith("/") && !path.endsWith("//") && path.length() > 1
        ? path.substring(0, path.length() - 1)
        : path;
  }

  /** Checks that the path ends with neither a file nor a version. */
  void check(Findings findings, String option) {
    findings.require(
        !FILE.matcher(name()).matches(),
        FindingCode.MODEL_SOURCE,
        option,
        quote(path)
            + " is a file; OVMS expects a directory with one subdirectory per version, which"
            + " contain the files",
        "Write the directory above the version: "
            + quote("…/resnet50")
            + " for …/resnet50/1/model.xml.");
    findings.require(
        !INSIDE_VERSION.matcher(path).matches(),
        FindingCode.MODEL_SOURCE,
        option,
        quote(path)
            + " is a directory inside a version of a model, but OVMS expects version directories"
            + " in it",
        "Write the directory above the version.");
    findings.require(
        !isVersion(name()),
        FindingCode.VERSION_DIRECTORY,
        option,
        quote(path)
            + " ends with a number, like a version; OVMS expects version directories in it, and"
            + " serves nothing if it contains only files",
        parent().isEmpty()
            ? "Write the parent directory; select a version with .versions(..)."
            : "Write "
                + quote(parent())
                + (SMALL_VERSION.matcher(name()).matches()
                    ? ", and .versions(VersionPolicy.specific(" + name() + ")) to serve this one."
                    : "."));
  }

  /** Returns whether a directory with this name would be a version. */
  static boolean isVersion(String name) {
    return VERSION.matcher(name).matches();
  }

  private String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String parent() {
    int slash = path.lastIndexOf('/');
    return slash < 1 || path.charAt(slash - 1) == '/' ? "" : path.substring(0, slash);
  }
}
