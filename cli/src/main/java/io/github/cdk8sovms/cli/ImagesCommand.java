package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.manifest.ContainerImages;
import io.github.cdk8sovms.cli.manifest.ManifestFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What to mirror for clusters without internet. */
@Command(
    name = "images",
    description = "Lists the container images that manifests name, for those who mirror them.",
    mixinStandardHelpOptions = true)
final class ImagesCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files of manifests, or directories of them.")
  private List<Path> paths = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TreeSet<String> images = new TreeSet<>();
    for (Path path : paths) {
      ManifestFiles.read(path).forEach(object -> images.addAll(ContainerImages.of(object.tree())));
    }
    images.forEach(out::println);
    return Main.OK;
  }
}
