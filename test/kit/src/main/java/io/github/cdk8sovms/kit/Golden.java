package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/**
 * The last reviewed output. {@code mvn verify -Dgolden.update} writes it again; review the
 * difference before committing it.
 */
public final class Golden {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final String HOW = "; after a deliberate change run: mvn verify -Dgolden.update";

  private Golden() {}

  /** Checks that a file holds a text. */
  public static void check(Path file, String text) {
    if (UPDATE) {
      Repository.write(file, text);
    }
    assertThat(file).as("golden file" + HOW).exists();
    assertThat(Repository.read(file)).as(file.getFileName() + HOW).isEqualTo(text);
  }

  /**
   * Checks that a file holds a text between the comments {@code <!-- name: begin -->} and {@code
   * <!-- name: end -->}.
   */
  public static void checkBlock(Path file, String name, String text) {
    String whole = Repository.read(file);
    String begin = "<!-- " + name + ": begin -->\n";
    int start = whole.indexOf(begin) + begin.length();
    int end = whole.indexOf("<!-- " + name + ": end -->");
    assertThat(end).as("block " + name).isGreaterThanOrEqualTo(start);
    check(file, whole.substring(0, start) + text + whole.substring(end));
  }
}
