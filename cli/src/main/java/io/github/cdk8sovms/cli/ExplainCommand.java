package io.github.cdk8sovms.cli;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.cli.manifest.WrongUse;
import io.github.cdk8sovms.validation.FindingCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cause and fix of a finding, as {@code docs/findings.md} has them. */
@Command(
    name = "explain",
    description = "Tells the cause and the fix of a finding.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "The code that a report has at the begin of a line: OVMS407, or 407.")
  private Optional<String> code = Optional.empty();

  @Option(names = "--list", description = "Names all findings, a line each.")
  private boolean list;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (list == code.isPresent()) {
      throw new WrongUse("Say which finding, such as explain OVMS407, or explain --list.");
    }
    if (list) {
      for (FindingCode each : FindingCode.values()) {
        out.printf(
            "%s  %-7s  %s%n",
            each.code(), each.severity().name().toLowerCase(Locale.ROOT), each.title());
      }
    } else {
      explain(code.orElseThrow(), out);
    }
    return Main.OK;
  }

  private static void explain(String typed, PrintWriter out) {
    FindingCode found =
        FindingGuide.find(typed)
            .orElseThrow(
                () -> {
                  FindingCode nearest = FindingGuide.nearest(typed);
                  return new WrongUse(
                      quote(typed)
                          + " is not the code of a finding. The nearest is "
                          + nearest.code()
                          + ", "
                          + nearest.title()
                          + "; explain --list names all.");
                });
    out.println(found.code() + ": " + found.title());
    out.println();
    out.println(FindingGuide.packaged().section(found));
  }
}
