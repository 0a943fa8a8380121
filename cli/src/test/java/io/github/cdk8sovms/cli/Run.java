package io.github.cdk8sovms.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** The output of one run of the command. */
public record Run(int exitCode, String out, String err) {

  /** Runs the command in this JVM. */
  public static Run of(String... arguments) {
    return withInput("", arguments);
  }

  /** Runs the command in this JVM, with something on its standard input. */
  public static Run withInput(String input, String... arguments) {
    return withInput(input.getBytes(StandardCharsets.UTF_8), arguments);
  }

  static Run withInput(byte[] input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new ByteArrayInputStream(input),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
