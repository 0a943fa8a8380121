package io.github.cdk8sovms.synthesis;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.Names;

/** The output files of an app, by the rules of {@code App.synth()} for each output type. */
final class WrittenFiles {
  private final Path directory;
  private final String extension;
  private final List<Chart> charts;

  private WrittenFiles(App app) {
    this.directory = Path.of(app.getOutdir());
    this.extension = app.getOutputFileExtension();
    this.charts = app.getCharts();
  }

  static List<Manifest> of(App app) {
    WrittenFiles written = new WrittenFiles(app);
    return switch (app.getYamlOutputType()) {
      case FILE_PER_APP -> written.inOneFile();
      case FILE_PER_CHART -> written.inAFileForEachChart();
      case FILE_PER_RESOURCE -> written.inAFileForEachObject();
      case FOLDER_PER_CHART_FILE_PER_RESOURCE -> written.inADirectoryForEachChart();
    };
  }

  private List<Manifest> inOneFile() {
    return charts.isEmpty()
        ? List.of()
        : List.of(Manifest.file("app", written(directory.resolve("app" + extension))));
  }

  private List<Manifest> inAFileForEachChart() {
    return forEachChart(chart -> Manifest.file(name(chart), written(chart, directory, extension)));
  }

  private List<Manifest> inAFileForEachObject() {
    List<Path> files = charts.stream().flatMap(chart -> objects(chart, directory)).toList();
    return files.isEmpty() ? List.of() : List.of(new Manifest("objects", directory, files));
  }

  private List<Manifest> inADirectoryForEachChart() {
    return forEachChart(
        chart -> {
          Path folder = written(chart, directory, "");
          return new Manifest(name(chart), folder, objects(chart, folder).toList());
        });
  }

  private List<Manifest> forEachChart(Function<Chart, Manifest> manifest) {
    List<Manifest> manifests = new ArrayList<>();
    charts.forEach(chart -> manifests.add(manifest.apply(chart)));
    return manifests;
  }

  private Stream<Path> objects(Chart chart, Path folder) {
    return chart.toJson().stream()
        .map(object -> (Map<?, ?>) object)
        .map(object -> object.get("kind") + "." + ((Map<?, ?>) object.get("metadata")).get("name"))
        .map(name -> name.replaceAll("[^0-9a-zA-Z-_.]", "") + extension)
        .map(name -> written(folder.resolve(name)));
  }

  /**
   * Returns the path of a chart; charts with dependencies are numbered in the order of application.
   */
  private Path written(Chart chart, Path folder, String ending) {
    Path plain = folder.resolve(name(chart) + ending);
    Path numbered =
        folder.resolve("%04d-%s%s".formatted(charts.indexOf(chart), name(chart), ending));
    return Stream.of(plain, numbered)
        .map(Path::toFile)
        .filter(File::exists)
        .max(Comparator.comparingLong(File::lastModified))
        .map(File::toPath)
        .orElseGet(() -> written(plain));
  }

  private static Path written(Path file) {
    if (!Files.exists(file)) {
      Findings findings = Findings.at(() -> "app");
      findings.add(
          FindingCode.NOT_SYNTHESIZED,
          "synth",
          quote(file) + " does not exist, but a summary needs the output files",
          "Call app.synth() before SynthesisSummary.of(app).");
      findings.orThrow();
    }
    return file;
  }

  private static String name(Chart chart) {
    return Names.toDnsLabel(chart);
  }
}
