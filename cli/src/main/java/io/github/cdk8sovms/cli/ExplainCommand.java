package io.github.cdk8sovms.cli;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.cli.terminal.Colors;
import io.github.cdk8sovms.validation.FindingCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints cause and fix of a finding, from {@code docs/findings.md}. */
@Command(
    name = "explain",
    description = "Explains the cause and the fix of a finding.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "The code at the start of a line of a report: OVMS407, or 407.")
  private Optional<String> code = Optional.empty();

  @Option(names = "--list", description = "Lists all findings, one per line.")
  private boolean list;

  @Mixin private ColorOption color = new ColorOption();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (list == code.isPresent()) {
      throw new UsageException("Give a code, such as explain OVMS407, or use explain --list.");
    }
    if (list) {
      for (FindingCode each : FindingCode.values()) {
        out.println(
            each.code() + "  " + colored(each, "%-7s", color.colors()) + "  " + each.title());
      }
    } else {
      explain(code.orElseThrow(), color.colors(), out);
    }
    return ExitCode.OK;
  }

  private static void explain(String input, Colors colors, PrintWriter out) {
    FindingCode found =
        FindingGuide.find(input)
            .orElseThrow(
                () -> {
                  FindingCode nearest = FindingGuide.nearest(input);
                  return new UsageException(
                      quote(input)
                          + " is not the code of a finding. The closest is "
                          + nearest.code()
                          + ", "
                          + nearest.title()
                          + "; explain --list prints all.");
                });
    out.println(found.code() + ": " + found.title());
    out.println();
    String severity = "Severity: ";
    out.println(
        FindingGuide.packaged()
            .section(found)
            .replaceFirst(
                severity + name(found),
                Matcher.quoteReplacement(severity + colored(found, "%s", colors))));
  }

  private static String colored(FindingCode code, String format, Colors colors) {
    String text = format.formatted(name(code));
    return switch (code.severity()) {
      case ERROR -> colors.error(text);
      case WARNING -> colors.warning(text);
    };
  }

  private static String name(FindingCode code) {
    return code.severity().name().toLowerCase(Locale.ROOT);
  }
}
