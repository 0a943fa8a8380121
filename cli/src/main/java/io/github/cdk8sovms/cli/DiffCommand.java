package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.diff.DiffReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two syntheses, and reports the effects on a cluster that runs the old one. */
@Command(
    name = "diff",
    description = {
      "Compares the objects of two syntheses, and reports the effects of the changes on a cluster.",
      "Order and notation are ignored. Exit codes: 0 equal, 1 different, 2 invalid usage."
    },
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A manifest file, a directory, or - for standard input.")
  private Path before = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description = "The manifests to apply next, in the same form.")
  private Path after = Path.of("");

  @Option(names = "--json", description = "Prints the report as JSON.")
  private boolean json;

  @Mixin private ColorOption color = new ColorOption();

  @Spec private CommandSpec spec;

  private final ManifestInput input;

  DiffCommand(ManifestInput input) {
    this.input = input;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DiffReport report = DiffReport.between(input.read(before), input.read(after));
    if (json) {
      out.println(report.json());
    } else {
      out.print(report.text(color.colors()));
      out.flush();
    }
    return report.isSame() ? ExitCode.OK : ExitCode.DIFFERS;
  }
}
