package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.HostileText;
import io.github.cdk8sovms.Kubelet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArgumentTest {
  private static final Map<String, String> VARIABLES =
      Map.of("HOSTNAME", "resnet-0", "", "nothing", "$", "sign", "a(b", "bracket");

  @Test
  void aTextReachesTheProgramAsItIs() {
    assertThat(
            List.of(
                "$(HOSTNAME)",
                "$$(HOSTNAME)",
                "$$",
                "$$$",
                "$",
                "a$",
                "$()",
                "$(",
                "$($)",
                "$(a(b)",
                "price: 5$",
                "$é",
                "$$名"))
        .allSatisfy(ArgumentTest::isKept);
    assertThat(HostileText.samples()).allSatisfy(ArgumentTest::isKept);
  }

  @Test
  void mixturesOfWhatTheKubeletReadsAreKept() {
    List<String> parts = List.of("$", "(", ")", "$(HOSTNAME)", "HOSTNAME", "é", "{", " ");
    Random random = new Random(14);
    for (int i = 0; i < 5_000; i++) {
      isKept(
          IntStream.range(0, 1 + random.nextInt(9))
              .mapToObj(any -> parts.get(random.nextInt(parts.size())))
              .collect(Collectors.joining()));
    }
  }

  @Test
  void whatTheKubeletLeavesAloneIsWrittenAsItIs() {
    assertThat(Argument.of("for path in \"$@\"; do echo $path ${path} 5$; done").emitted())
        .isEqualTo("for path in \"$@\"; do echo $path ${path} 5$; done");
  }

  @Test
  void aVariableThatWeMeanIsReplaced() {
    String emitted = Argument.of("key=$(HOSTNAME) ").withVariable("HOSTNAME").emitted();

    assertThat(Kubelet.expanded(emitted, VARIABLES)).isEqualTo("key=$(HOSTNAME) resnet-0");
  }

  private static void isKept(String text) {
    String emitted = Argument.of(text).emitted();
    assertThat(Kubelet.expanded(emitted, VARIABLES)).isEqualTo(text);
    assertThat(Kubelet.expandedByBytes(emitted, VARIABLES)).isEqualTo(text);
  }
}
