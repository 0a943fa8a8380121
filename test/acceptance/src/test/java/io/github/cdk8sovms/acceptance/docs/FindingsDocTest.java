package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/findings.md explains every kind of finding, and none that there is not. */
class FindingsDocTest {
  private static final String TEXT =
      Repository.read(Repository.ROOT.resolve("docs").resolve("findings.md"));
  private static final Pattern HEADING = Pattern.compile("(?m)^## (OVMS\\d+.*)$");

  @Test
  void everyKindHasASectionInTheOrderOfTheCodes() {
    List<String> headings =
        HEADING.matcher(TEXT).results().map(heading -> heading.group(1)).toList();

    assertThat(headings)
        .containsExactlyElementsOf(
            Arrays.stream(FindingCode.values()).map(FindingsDocTest::heading).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aSectionTellsSeverityCauseAndFix(FindingCode code) {
    String rest = TEXT.substring(TEXT.indexOf("## " + heading(code)) + 3);
    int end = rest.indexOf("\n## ");
    String section = end < 0 ? rest : rest.substring(0, end);

    assertThat(section)
        .contains("Severity: " + code.severity().name().toLowerCase(Locale.ROOT) + ".")
        .containsPattern("\\*\\*Cause\\.\\*\\* \\S")
        .containsPattern("\\*\\*Fix\\.\\*\\* \\S");
  }

  @Test
  void theReportItShowsIsOneThatIsGiven() {
    String given =
        Repository.read(Repository.RESOURCES.resolve("bad-inputs").resolve("servers.txt"));

    assertThat(TEXT.lines().filter(line -> line.startsWith("  OVMS")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(given).contains(line.replace(" shop/", " case/") + "\n"));
  }

  private static String heading(FindingCode code) {
    return code.code() + ": " + code.title();
  }
}
