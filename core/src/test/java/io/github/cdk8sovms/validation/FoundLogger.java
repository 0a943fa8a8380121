package io.github.cdk8sovms.validation;

import java.util.ResourceBundle;

/** Replaces the JDK's logging, like bridges to SLF4J and Log4j. */
public final class FoundLogger extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    return new System.Logger() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public boolean isLoggable(Level level) {
        return true;
      }

      @Override
      public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        System.err.println("bridged " + level + " " + name + " " + message);
      }

      @Override
      public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        log(level, bundle, format, (Throwable) null);
      }
    };
  }
}
