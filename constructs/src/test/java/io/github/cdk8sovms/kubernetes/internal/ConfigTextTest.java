package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Synthesized;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTextTest {

  @Test
  void jsonKeepsItsOrderIsIndentedAndEndsWithANewline() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("z", List.of(1, "two"));
    data.put("a", Map.of("enable", true));

    assertThat(ConfigText.json(data))
        .isEqualTo(
            """
            {
              "z" : [
                1,
                "two"
              ],
              "a" : {
                "enable" : true
              }
            }
            """);
  }

  @Test
  void yamlKeepsItsOrderAndHasNoDocumentMarker() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("z", List.of("two", Map.of("b", 1)));
    data.put("a", Map.of());

    assertThat(ConfigText.yaml(data))
        .isEqualTo(
            """
            z:
              - two
              - b: 1
            a: {}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "true",
        "null",
        "~",
        "1",
        "1.0",
        "1e3",
        "0x1F",
        "0o7",
        "1_000",
        "2026-11-24",
        "12:30:45",
        "-",
        "- a",
        "?",
        "? a",
        ":",
        "a: b",
        "a:",
        "#a",
        "a #b",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "'a",
        "\"a\"",
        "{a}",
        "[a]",
        "{{a}}",
        "<<",
        "<<.GroupBy>>",
        "a<<.LabelMatchers>>",
        "=",
        "|",
        ">",
        "---",
        "...",
        "a, b",
        " a",
        "a ",
        "a\n",
        "a\nb",
        "a\n  b\n",
        "\n",
        "a\tb",
        "\ta",
        "a\\b",
        "größe 模型 🚀",
        "a\u2028b"
      })
  void yamlGivesEveryTextBackAsText(String text) {
    var read = Synthesized.parse(ConfigText.yaml(Map.of("key", text))).get("key");

    assertThat(read.isTextual()).as("%s as text", text).isTrue();
    assertThat(read.asText()).isEqualTo(text);
  }

  @Test
  void longLinesAreNotBroken() {
    String query = "max by (pod) (up) + ".repeat(20) + "1";

    assertThat(ConfigText.yaml(Map.of("metricsQuery", query)).lines()).hasSize(1);
  }

  @Test
  void aFingerprintChangesWithTheTextAndIsTheSameEverywhere() {
    assertThat(ConfigText.hash("größe")).isEqualTo(ConfigText.hash("größe")).hasSize(16);
    assertThat(ConfigText.hash("")).isEqualTo("e3b0c44298fc1c14");
    assertThat(ConfigText.hash("a")).isNotEqualTo(ConfigText.hash("b"));
  }
}
