package io.github.cdk8sovms.serving;

/** How much the server logs, as OVMS names it. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARNING,
  ERROR
}
