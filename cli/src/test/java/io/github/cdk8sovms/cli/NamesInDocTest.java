package io.github.cdk8sovms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/cli.md contain exactly the stable names of the reports. */
class NamesInDocTest {
  private static final Path REPORTS = Path.of("src", "test", "resources");
  private static final Pattern RULE = Pattern.compile("(?m)^[a-z ]+ \\(([a-z-]+)\\): ");
  private static final Pattern NOTE = Pattern.compile("(?m)^  Note, ([a-z-]+): ");
  private static final Pattern BROKEN =
      Pattern.compile("(?s)\n  broken   (\\w+) .*?\n\n  ([a-z-]+): ([^\n]+)\\.\n");
  private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

  @Test
  void rulesOfDiff() throws IOException {
    assertThat(namesInTable("| severity | rule |", 2)).isEqualTo(found("diff", RULE));
  }

  @Test
  void notesOfDoctor() throws IOException {
    assertThat(namesInTable("| note | when |", 1)).isEqualTo(found("doctor", NOTE));
  }

  @Test
  void diagnosesOfDoctorWithTheirHop() throws IOException {
    Set<String> rows = new TreeSet<>();
    for (String report : reports("doctor")) {
      Matcher broken = BROKEN.matcher(report);
      if (broken.find()) {
        rows.add(
            "| `%s` | `%s` | %s |".formatted(broken.group(1), broken.group(2), broken.group(3)));
      }
    }

    assertThat(rows(table("| hop | diagnosis |"))).isEqualTo(rows);
  }

  private static Set<String> namesInTable(String heading, int column) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String row : rows(table(heading))) {
      Matcher name = NAME.matcher(row.split("\\|")[column]);
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    return names;
  }

  private static Set<String> rows(String table) {
    return table
        .lines()
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String table(String heading) throws IOException {
    String text = Files.readString(Path.of("..", "docs", "cli.md"));
    assertThat(text).contains(heading);
    return text.substring(text.indexOf(heading));
  }

  private static Set<String> found(String directory, Pattern pattern) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String report : reports(directory)) {
      pattern.matcher(report).results().forEach(match -> names.add(match.group(1)));
    }
    return names;
  }

  private static Iterable<String> reports(String directory) throws IOException {
    try (Stream<Path> files = Files.list(REPORTS.resolve(directory))) {
      Set<String> reports = new TreeSet<>();
      for (Path file : files.toList()) {
        reports.add(Files.readString(file));
      }
      return reports;
    }
  }
}
