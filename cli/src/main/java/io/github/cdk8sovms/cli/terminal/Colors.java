package io.github.cdk8sovms.cli.terminal;

import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * Colors severities with ANSI escape sequences. They mean the same in all commands: red is broken,
 * yellow needs attention, green is healthy.
 */
public enum Colors {
  ON,
  OFF;

  /** When colors are used. */
  public enum When {
    /**
     * On a terminal, unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}.
     *
     * @see <a href="https://no-color.org">no-color.org</a>
     */
    AUTO,

    /** Also in files and pipes, such as {@code less -R} and CI logs. */
    ALWAYS,

    NEVER;

    /** Returns the value of the command-line option. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the choice for this process and its terminal. */
  public static Colors of(When when) {
    boolean colored =
        switch (when) {
          case AUTO -> !"dumb".equals(System.getenv("TERM")) && Ansi.AUTO.enabled();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return colored ? ON : OFF;
  }

  /** Returns the same choice for the usage texts of picocli. */
  public Ansi ansi() {
    return this == ON ? Ansi.ON : Ansi.OFF;
  }

  /** Colors a text about something broken or lost. */
  public String error(String text) {
    return styled(text, "1;31");
  }

  /** Colors a text that needs attention. */
  public String warning(String text) {
    return styled(text, "33");
  }

  /** Colors a text about an intended effect. */
  public String notice(String text) {
    return styled(text, "36");
  }

  /** Colors a text about something healthy. */
  public String ok(String text) {
    return styled(text, "32");
  }

  /**
   * Ends with a full reset: picocli's code for the end of bold is double underline on some
   * terminals.
   */
  private String styled(String text, String style) {
    return this == ON ? "\u001B[" + style + "m" + text + "\u001B[0m" : text;
  }
}
