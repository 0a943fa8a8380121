package io.github.cdk8sovms.validation.internal;

import io.github.cdk8sovms.validation.Finding;
import java.util.List;

/**
 * Logs warnings to {@link System.Logger} if the program has configured logging, else to standard
 * error, one line each. The JDK's default would write two lines, with a date and a method of this
 * library.
 */
final class WarningLog {
  private static final String NAME = "io.github.cdk8sovms";
  private static final System.Logger LOGGER = System.getLogger(NAME);

  private WarningLog() {}

  static void write(List<Finding> warnings) {
    if (warnings.isEmpty() || !LOGGER.isLoggable(System.Logger.Level.WARNING)) {
      return;
    }
    if (isConfigured()) {
      warnings.forEach(warning -> LOGGER.log(System.Logger.Level.WARNING, warning));
    } else {
      warnings.forEach(warning -> System.err.println(line(warning)));
    }
  }

  static String line(Finding warning) {
    return warning.severity() + ": " + warning;
  }

  /** Evaluated each time, because a framework may configure logging after the first construct. */
  private static boolean isConfigured() {
    return hasLoggerFinder() || hasJavaLogging() && JavaLogging.isConfigured(NAME);
  }

  /** A bridge such as slf4j-jdk-platform-logging or log4j-jpl. */
  private static boolean hasLoggerFinder() {
    String module = System.LoggerFinder.getLoggerFinder().getClass().getModule().getName();
    return module == null || !module.startsWith("java.");
  }

  /** A jlink runtime image may lack the module; the JDK then logs to standard error itself. */
  private static boolean hasJavaLogging() {
    return ModuleLayer.boot().findModule("java.logging").isPresent();
  }
}
