package io.github.cdk8sovms.validation.internal;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Detects whether {@code java.util.logging} differs from the JDK's default configuration. */
final class JavaLogging {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  private JavaLogging() {}

  /** Returns true for a custom configuration, another log manager, or any change to loggers. */
  static boolean isConfigured(String logger) {
    LogManager manager = LogManager.getLogManager();
    return System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null
        || System.getProperty(FORMAT) != null
        || manager.getProperty(FORMAT) != null
        || manager.getClass() != LogManager.class
        || isChanged(Logger.getLogger(logger));
  }

  private static boolean isChanged(Logger logger) {
    @Nullable Logger parent = logger.getParent();
    if (parent == null) {
      return isRootChanged(logger);
    }
    return logger.getLevel() != null
        || logger.getFilter() != null
        || logger.getHandlers().length > 0
        || !logger.getUseParentHandlers()
        || isChanged(parent);
  }

  private static boolean isRootChanged(Logger root) {
    Handler[] handlers = root.getHandlers();
    return root.getLevel() != Level.INFO
        || root.getFilter() != null
        || handlers.length != 1
        || !isDefault(handlers[0]);
  }

  private static boolean isDefault(Handler handler) {
    return handler.getClass() == ConsoleHandler.class
        && handler.getLevel() == Level.INFO
        && handler.getFilter() == null
        && handler.getFormatter().getClass() == SimpleFormatter.class;
  }
}
