package io.github.cdk8sovms.acceptance.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A finding that is accepted. All are in one file, {@link #FILE}, with their reasons.
 *
 * @param linter the name of the linter
 * @param check what the linter calls the check
 * @param objects the objects, as in {@link LintFinding#object()}; {@code *} is any text
 * @param reason why the linter is wrong here
 */
public record LintException(String linter, String check, String objects, String reason) {
  static final Path FILE = Repository.RESOURCES.resolve("lint-exceptions.yaml");

  public static List<LintException> all() {
    List<LintException> exceptions = new ArrayList<>();
    for (JsonNode entry : Manifest.parse(Repository.read(FILE))) {
      for (JsonNode check : entry.withArray("checks")) {
        String[] words = check.asText().split(" ", 2);
        exceptions.add(
            new LintException(
                words[0],
                words[1],
                entry.path("objects").asText(),
                entry.path("reason").asText().strip()));
      }
    }
    return exceptions;
  }

  public boolean covers(LintFinding finding) {
    return finding.linter().equals(linter)
        && finding.check().equals(check)
        && Pattern.matches(Pattern.quote(objects).replace("*", "\\E.*\\Q"), finding.object());
  }
}
