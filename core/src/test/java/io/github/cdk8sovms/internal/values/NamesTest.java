package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.validation.Checked;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "a1", "resnet-50", "a--b"})
  void objectsAreCalledByDnsLabels(String name) {
    assertThat(codesOfName(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "-a", "a-", "A", "a_b", "a.b", "a b", "a\n", "ä", "{{a}}"})
  void objectsAreCalledByNothingElse(String name) {
    assertThat(codesOfName(name)).containsExactly(INVALID_NAME);
  }

  @Test
  void aNameIsAtMost63CharactersLong() {
    assertThat(codesOfName("a".repeat(63))).isEmpty();
    assertThat(codesOfName("a".repeat(64))).containsExactly(INVALID_NAME);
  }

  @ParameterizedTest(name = "{0} characters")
  @CsvSource({"58, false", "59, true", "63, true", "64, false"})
  void aNameLeavesRoomForWhatIsAppendedAndIsReportedOnce(int length, boolean reported) {
    List<Finding> findings =
        Checked.by(found -> Names.checkRoom(found, "name", "a".repeat(length), 5, "it is long"));

    assertThat(findings).hasSize(reported ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "1a", "models.example.com", "s3-keys", "0"})
  void objectsThatExistMayHaveDnsSubdomainsAsNames(String name) {
    assertThat(codesOfReference(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "a.", "a..b", "-a", "a-", "A", "a/b", "a_b", "a\n"})
  void objectsThatExistHaveNoOtherNames(String name) {
    assertThat(codesOfReference(name)).containsExactly(INVALID_NAME);
  }

  @Test
  void theNameOfAnObjectThatExistsIsAtMost253CharactersLong() {
    assertThat(codesOfReference("a".repeat(253))).isEmpty();
    assertThat(codesOfReference("a".repeat(254))).containsExactly(INVALID_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "OVMS_config-1", ".hidden", "a..b"})
  void keysAreFileNames(String key) {
    assertThat(codesOfKey(key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "..data", "a/b", "a b", "a\n", "ä"})
  void keysAreNeitherPathsNorTheNamesThatMountsNeed(String key) {
    assertThat(codesOfKey(key)).containsExactly(INVALID_NAME);
  }

  @Test
  void aKeyIsAtMost253CharactersLong() {
    assertThat(codesOfKey("a".repeat(253))).isEmpty();
    assertThat(codesOfKey("a".repeat(254))).containsExactly(INVALID_NAME);
  }

  private static List<FindingCode> codesOfName(String name) {
    return Checked.codesBy(findings -> Names.check(findings, "name", name));
  }

  private static List<FindingCode> codesOfReference(String name) {
    return Checked.codesBy(findings -> Names.checkReference(findings, "claim", name));
  }

  private static List<FindingCode> codesOfKey(String key) {
    return Checked.codesBy(findings -> Names.checkKey(findings, "configMap", key));
  }
}
