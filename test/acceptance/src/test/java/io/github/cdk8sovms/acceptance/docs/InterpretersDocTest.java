package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of docs/interpreters.md names classes that escape or refuse, and tests that exist. */
class InterpretersDocTest {
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+)`");

  /** What calls an interpreter's escaping by its name; each is in the table. */
  private static final List<String> ESCAPING =
      List.of("Argument", "Urls", "Text", "GitSyntax", "QueryExtras", "PropertyValues");

  @Test
  void everyRowNamesCodeAndTestsThatExist() {
    Set<String> code = classesIn("constructs/src/main/java");
    code.addAll(classesIn("core/src/main/java"));
    Set<String> tests = classesIn("constructs/src/test/java");
    tests.addAll(classesIn("core/src/test/java"));
    tests.addAll(classesIn("test/acceptance/src/test/java"));
    tests.addAll(classesIn("test/scenarios/src/test/java"));

    for (List<String> row : rows()) {
      assertThat(row).as(row.get(0)).hasSize(4);
      assertThat(names(row.get(2))).as(row.get(0)).isNotEmpty().allMatch(code::contains);
      assertThat(names(row.get(3)))
          .as(row.get(0))
          .isNotEmpty()
          .allMatch(name -> name.endsWith("Test"))
          .allMatch(tests::contains);
    }
  }

  @Test
  void everyInterpreterHasOneRow() {
    assertThat(rows()).hasSizeGreaterThan(20).extracting(row -> row.get(0)).doesNotHaveDuplicates();
    assertThat(rows().stream().flatMap(row -> names(row.get(2)).stream()))
        .containsAll(ESCAPING)
        .as("classes whose purpose is a grammar or an escape")
        .contains(
            "ConfigText", "SeriesMatchers", "AdapterRule", "AlertLabels", "DatasourceSecrets");
  }

  private static List<List<String>> rows() {
    return read(Repository.ROOT.resolve("docs/interpreters.md"))
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
        .toList();
  }

  private static List<String> names(String cell) {
    return CLASS.matcher(cell).results().map(match -> match.group(1)).toList();
  }

  private static Set<String> classesIn(String folder) {
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
