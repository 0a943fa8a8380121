package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.manifest.UsageException;
import io.github.cdk8sovms.cli.terminal.Colors;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code cdk8s-ovms}.
 *
 * <p>Exit codes: 0 on success, 1 for a negative result ({@code diff}: there are differences; {@code
 * doctor}: something is broken; {@code plan}: a condition holds), 2 for invalid usage, and 3 if a
 * cluster cannot be reached or denies access.
 */
@Command(
    name = "cdk8s-ovms",
    description = "Read-only tools for the manifests of cdk8s-ovms and clusters that run them.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Numbers must be machine-readable, and equal to those of kubectl.
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(System.in, out, err, arguments));
  }

  /** Runs a command that reads nothing from standard input. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(InputStream.nullInputStream(), out, err, arguments);
  }

  /**
   * Runs a command.
   *
   * @param in standard input, for the argument {@code -}
   * @param out standard output, for results
   * @param err standard error, for errors
   * @return the exit code
   */
  public static int run(InputStream in, PrintWriter out, PrintWriter err, String... arguments) {
    ManifestInput input = new ManifestInput(in);
    CommandLine commands =
        new CommandLine(new Main())
            .addSubcommand(new ExplainCommand())
            .addSubcommand(new ImagesCommand(input))
            .addSubcommand(new DiffCommand(input))
            .addSubcommand(new DoctorCommand())
            .addSubcommand(new PlanCommand(input))
            .addSubcommand(new ProfileCommand(in))
            .addSubcommand(new GenerateCompletion())
            .setOut(out)
            .setErr(err)
            .setColorScheme(Help.defaultColorScheme(Colors.of(Colors.When.AUTO).ansi()))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(Main::reportUsage)
            .setExecutionExceptionHandler(Main::report);
    if (arguments.length == 0) {
      commands.usage(err);
      return ExitCode.WRONG_USE;
    }
    return commands.execute(arguments);
  }

  /** Prints what is wrong, and not the whole help, which would scroll it off the screen. */
  private static int reportUsage(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(problem.getMessage());
    UnmatchedArgumentException.printSuggestions(problem, err);
    err.println("All options: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.WRONG_USE;
  }

  /** Prints a user error as one message; any other exception is a bug, with its stack trace. */
  private static int report(Exception problem, CommandLine command, CommandLine.ParseResult result)
      throws Exception {
    if (problem instanceof UsageException) {
      command.getErr().println(problem.getMessage());
      return ExitCode.WRONG_USE;
    }
    throw problem;
  }

  /** Provides the version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"cdk8s-ovms " + (version == null ? "(not packaged)" : version)};
    }
  }
}
