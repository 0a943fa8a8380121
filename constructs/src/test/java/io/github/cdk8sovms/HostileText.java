package io.github.cdk8sovms;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts that mean something to PromQL, Go templates, YAML, JSON, regular expressions or eyes. */
public final class HostileText {
  private static final long SEED = 20_260_101;
  private static final int MIXED = 24;

  private static final List<String> PARTS =
      List.of(
          "\"",
          "'",
          "`",
          "\\",
          "\\\"",
          "\\n",
          "\n",
          "\r\n",
          "\t",
          " ",
          "{",
          "}",
          "{{",
          "}}",
          "{{ .Release.Name }}",
          "<<",
          ">>",
          "<<end>>",
          "<<.LabelMatchers>>",
          "<<.GroupBy>>",
          "%",
          "%s",
          "%n",
          "$",
          "${0}",
          "${HOSTNAME}",
          "$$",
          "$(HOSTNAME)",
          "$(KUBERNETES_SERVICE_HOST)",
          "$(PROMETHEUS_AUTHORIZATION)",
          "$1",
          "#",
          " # ",
          ":",
          ": ",
          "- ",
          "---\n",
          "...",
          "|",
          ">",
          "&a",
          "*a",
          "!!binary",
          "?",
          "@",
          ",",
          "[",
          "]",
          "(",
          ")",
          "=~",
          ".*",
          "^",
          "+",
          "..",
          "/",
          "../..",
          "~",
          "null",
          "true",
          "yes",
          "0x1F",
          "1e3",
          "1_000",
          "12:30:45",
          "2026-01-01",
          ".inf",
          "NaN",
          "=",
          "<<: *a",
          "\"}) or vector(1) #",
          "\"\nkind: Secret",
          "a\u2028    injected:\u2028      b",
          "\u0000",
          "\u0007",
          "\u001b[2J",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u00ad",
          "\u200b",
          "\u202e",
          "\u2028",
          "\u2029",
          "\ufeff",
          "\ufffe",
          "\uffff",
          "é",
          "ß",
          "名",
          "😀",
          "👩‍🔬",
          "\ud834\udd1e");

  /** Each text is tried in one place of 24, but everywhere where this property is set. */
  private static final boolean EVERYWHERE = Boolean.getBoolean("hostile.everywhere");

  private static final int SHARE = 24;

  private HostileText() {}

  /** The samples for one of many places, which take turns unless every one gets them all. */
  static List<String> samplesFor(String place) {
    List<String> samples = samples();
    if (EVERYWHERE) {
      return samples;
    }
    int turn = Math.floorMod(place.hashCode(), SHARE);
    return IntStream.range(0, samples.size())
        .filter(i -> i % SHARE == turn)
        .mapToObj(samples::get)
        .toList();
  }

  /** Each part, every second in the middle of other text, fixed mixtures, and very long ones. */
  public static List<String> samples() {
    List<String> samples = new ArrayList<>(PARTS);
    for (int i = 0; i < PARTS.size(); i += 2) {
      samples.add("a" + PARTS.get(i) + "b");
    }
    Random random = new Random(SEED);
    for (int i = 0; i < MIXED; i++) {
      samples.add(
          random
              .ints(2 + random.nextInt(7), 0, PARTS.size())
              .mapToObj(PARTS::get)
              .collect(Collectors.joining(random.nextBoolean() ? "" : "x")));
    }
    samples.add("\"".repeat(5_000));
    samples.add("a\n".repeat(5_000));
    samples.add("<<".repeat(2_000) + "a".repeat(5_000));
    return samples;
  }
}
