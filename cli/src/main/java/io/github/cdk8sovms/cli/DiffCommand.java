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

/** What a new synthesis changes, and what that does to a cluster that runs the old one. */
@Command(
    name = "diff",
    description = {
      "Compares the objects of two syntheses, and says what the changes do to a cluster.",
      "Order and spelling do not count. Exit codes: 0 the same, 1 different, 2 wrong use."
    },
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A file of manifests, a directory, or - for standard input.")
  private Path before = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      description = "What is to be applied after it: the same choice.")
  private Path after = Path.of("");

  @Option(names = "--json", description = "Writes the report as JSON.")
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
    return report.isSame() ? Main.OK : Main.DIFFERS;
  }
}
