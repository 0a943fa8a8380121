package io.github.cdk8sovms.cli.terminal;

import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * Colors severities, by ANSI escape sequences. They mean the same in all commands: red is broken,
 * yellow wants a look, green is sound.
 */
public enum Colors {
  ON,
  OFF;

  /** When there are colors. */
  public enum When {
    /**
     * On a terminal, unless {@code NO_COLOR} is set or {@code TERM} is {@code dumb}.
     *
     * @see <a href="https://no-color.org">no-color.org</a>
     */
    AUTO,

    /** Into files and pipes too, such as {@code less -R} and the logs of CI. */
    ALWAYS,

    NEVER;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Decides for this process and its terminal. */
  public static Colors of(When when) {
    boolean colored =
        switch (when) {
          case AUTO -> !"dumb".equals(System.getenv("TERM")) && Ansi.AUTO.enabled();
          case ALWAYS -> true;
          case NEVER -> false;
        };
    return colored ? ON : OFF;
  }

  /** The same decision for the usage texts of picocli. */
  public Ansi ansi() {
    return this == ON ? Ansi.ON : Ansi.OFF;
  }

  /** Something is broken or lost. */
  public String error(String text) {
    return styled(text, "1;31");
  }

  /** Something wants a look. */
  public String warning(String text) {
    return styled(text, "33");
  }

  /** Something happens that was asked for. */
  public String notice(String text) {
    return styled(text, "36");
  }

  /** All is well. */
  public String ok(String text) {
    return styled(text, "32");
  }

  /** Ends with a full reset: what ends bold in picocli underlines twice on some terminals. */
  private String styled(String text, String style) {
    return this == ON ? "\u001B[" + style + "m" + text + "\u001B[0m" : text;
  }
}
