package io.github.cdk8sovms.validation.internal;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Changes of the JDK's logging configuration by programs. */
final class LoggingChange {
  private static final String NAME = "io.github.cdk8sovms";

  private LoggingChange() {}

  /** Keep a reference to the result: loggers are weakly referenced. */
  static List<Logger> make(String change) {
    Logger root = Logger.getLogger("");
    Logger own = Logger.getLogger(NAME);
    Logger above = Logger.getLogger("io.github");
    switch (change) {
      case "silenced" -> own.setLevel(Level.OFF);
      case "silenced above" -> above.setLevel(Level.SEVERE);
      case "silenced at the root" -> root.setLevel(Level.SEVERE);
      case "handler" -> root.addHandler(new Marking());
      case "handler above" -> above.addHandler(new Marking());
      case "handler instead" -> {
        LogManager.getLogManager().reset();
        root.addHandler(new Marking());
      }
      case "filter" -> own.setFilter(entry -> false);
      case "formatter" -> root.getHandlers()[0].setFormatter(new MarkingFormatter());
      case "handler of a kind of its own" -> {
        root.removeHandler(root.getHandlers()[0]);
        root.addHandler(
            new ConsoleHandler() {
              @Override
              public void publish(LogRecord entry) {
                System.err.println("handled " + entry.getMessage());
              }
            });
      }
      default -> throw new IllegalArgumentException(change);
    }
    return List.of(change.endsWith("above") ? above : own);
  }

  private static final class Marking extends Handler {
    @Override
    public void publish(LogRecord entry) {
      System.err.println("handled " + new MarkingFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class MarkingFormatter extends java.util.logging.Formatter {
    @Override
    public String format(LogRecord entry) {
      return "handled " + formatMessage(entry) + "\n";
    }
  }
}
