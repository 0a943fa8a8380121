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

/**
 * The command {@code cdk8s-ovms}.
 *
 * <p>Exit codes: 0 if all is well, 1 if what was asked about is not ({@code diff}: something
 * differs; {@code doctor}: something is broken), 2 for wrong use, and 3 if a cluster cannot be
 * reached or does not let itself be looked at.
 */
@Command(
    name = "cdk8s-ovms",
    description = "Tools for what cdk8s-ovms emits. They read, and change nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main {
  /** All is well. */
  public static final int OK = 0;

  /** Something differs, or is broken. */
  public static final int DIFFERS = 1;

  /** Something was asked for that there is not. */
  public static final int WRONG_USE = 2;

  /** A cluster does not answer, or does not let itself be looked at. */
  public static final int NO_ANSWER = 3;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Numbers are read by programs and compared with those of kubectl.
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
   * @param in what the argument {@code -} stands for
   * @param out where what was asked for is written
   * @param err where it is written why there is nothing
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
            .addSubcommand(new GenerateCompletion())
            .setOut(out)
            .setErr(err)
            .setColorScheme(Help.defaultColorScheme(Colors.of(Colors.When.AUTO).ansi()))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100)
            .setExecutionExceptionHandler(Main::say);
    if (arguments.length == 0) {
      commands.usage(err);
      return WRONG_USE;
    }
    return commands.execute(arguments);
  }

  /** A mistake of the user's is one message; anything else is a mistake of ours, with its trace. */
  private static int say(Exception problem, CommandLine command, CommandLine.ParseResult result)
      throws Exception {
    if (problem instanceof UsageException) {
      command.getErr().println(problem.getMessage());
      return WRONG_USE;
    }
    throw problem;
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"cdk8s-ovms " + (version == null ? "(not packaged)" : version)};
    }
  }
}
