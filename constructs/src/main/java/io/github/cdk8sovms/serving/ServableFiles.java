package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.internal.RemoteFile;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one version of a model; OVMS loads one format ({@code
 * ModelInstance::fetchModelFilepaths}). It finds the weights by the name of the model file.
 */
record ServableFiles(List<RemoteFile> files) {
  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(?:tar|tgz|gz|bz2|xz|zst|zip|7z|mar)", Pattern.CASE_INSENSITIVE);

  /** Web pages that show a file; the file itself has another path. */
  private static final Pattern PAGE = Pattern.compile("/[^/]+/[^/]+/blob/.+");

  /** Files of generative models, of which several are in one directory. */
  private static final Pattern OF_TOKENIZERS = Pattern.compile("openvino_.*\\.xml");

  private static final String GITHUB = "github.com";
  private static final List<String> PAGES = List.of(GITHUB, "huggingface.co");

  void check(Findings findings) {
    int before = findings.all().size();
    files.forEach(file -> checkFile(findings, file));
    if (findings.all().size() == before) {
      findings.require(
          isModel(),
          FindingCode.MODEL_SOURCE,
          "source",
          quote(names())
              + " are not a model that OVMS loads: it supports model.xml with model.bin,"
              + " model.onnx, model.pdmodel with model.pdiparams, a .pb or a .tflite, and"
              + " weights have the name of their model",
          "Give the URL of each of its files.");
      List<String> models = names().stream().filter(ServableFiles::isModelFile).distinct().toList();
      findings.require(
          models.size() <= 1,
          FindingCode.MODEL_SOURCE,
          "source",
          quote(models) + " are several models in one version, of which OVMS loads one",
          "Declare a Model for each.");
    }
  }

  private static boolean isModelFile(String name) {
    return Stream.of(".onnx", ".tflite", ".pb", ".xml", ".pdmodel").anyMatch(name::endsWith)
        && !OF_TOKENIZERS.matcher(name).matches();
  }

  private static void checkFile(Findings findings, RemoteFile file) {
    findings.require(
        !ARCHIVE.matcher(file.name()).matches(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(file.name()) + " is an archive, which is not unpacked",
        "Give the URL of each file in it, or put the model into an image or a bucket.");
    URI uri = URI.create(file.url());
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    findings.require(
        !PAGES.contains(host) || !PAGE.matcher(uri.getPath()).matches(),
        FindingCode.MODEL_SOURCE,
        "source",
        quote(file.url()) + " is a web page that shows the file, not the file itself",
        "Write /" + (host.equals(GITHUB) ? "raw" : "resolve") + "/ in place of /blob/.");
  }

  private boolean isModel() {
    return names().stream()
        .anyMatch(
            name ->
                name.endsWith(".onnx")
                    || name.endsWith(".tflite")
                    || name.endsWith(".pb")
                    || isWithWeights(name, ".xml", ".bin")
                    || isWithWeights(name, ".pdmodel", ".pdiparams"));
  }

  private boolean isWithWeights(String name, String model, String weights) {
    return name.endsWith(model)
        && names().contains(name.substring(0, name.length() - model.length()) + weights);
  }

  /** Returns the files directly in the directory of the version. */
  private List<String> names() {
    return files.stream().filter(file -> file.directory().isEmpty()).map(RemoteFile::name).toList();
  }
}
