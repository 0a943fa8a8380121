package io.github.cdk8sovms.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one call of the command has said. */
public record Run(int exitCode, String out, String err) {

  /** Runs the command in this JVM. */
  public static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
