package io.github.cdk8sovms.serving;

/** The log levels of OVMS. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARNING,
  ERROR
}
