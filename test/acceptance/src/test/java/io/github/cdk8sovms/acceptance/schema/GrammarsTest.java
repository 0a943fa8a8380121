package io.github.cdk8sovms.acceptance.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.adapter.AdapterRule;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.internal.Findings;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The grammars of this library accept what the consuming programs accept, and nothing else; where
 * they are narrower, the case states it.
 */
@Tag("extended")
class GrammarsTest {
  private static final int CASES = 2_000;
  private static final List<String> NAME_PARTS =
      List.of(
          "a",
          "z9",
          "A",
          "0",
          "-",
          "_",
          ".",
          "/",
          "--",
          "..",
          "a".repeat(30),
          "b".repeat(63),
          "é",
          "\n",
          " ",
          "\u212a",
          "kubernetes.io/",
          "x".repeat(250));

  @TempDir Path directory;

  @Test
  void addresses() {
    List<String> parts =
        List.of(
            "1",
            "0",
            "10",
            "255",
            "256",
            "08",
            ".",
            "..",
            ":",
            "::",
            "/",
            "/8",
            "/16",
            "/64",
            "/128",
            "/0",
            "fd00",
            "ffff",
            "1.2.3.4",
            "10.0.0.0",
            "fd00::",
            "%",
            "g",
            "::ffff:",
            "0:0:0:0:0:0:0:0",
            "2001:db8::");
    List<Grammar.Answer> answers =
        new Grammar("cidr").ask(directory, Grammar.texts(3 * CASES, 6, parts));

    assertSame(
        answers.stream().map(GrammarsTest::inAnyForm).toList(),
        text -> isTaken(it -> Peer.of(NetworkPeer.addresses(text)).check(it, "a")));
  }

  /** The field is older than the rule that there is one form of an address: others are taken. */
  private static Grammar.Answer inAnyForm(Grammar.Answer answer) {
    return new Grammar.Answer(
        answer.text(),
        answer.taken() || answer.said().contains("must be in canonical form"),
        answer.said());
  }

  /** Narrower: ports that do not exist, and digests other than SHA-256. */
  @Test
  void images() {
    String digest = "@sha256:" + "0123456789abcdef".repeat(4);
    List<String> parts =
        List.of(
            "a",
            "B",
            "0",
            "docker.io",
            "quay.io",
            "localhost",
            ".",
            "..",
            "-",
            "--",
            "_",
            "__",
            "___",
            "/",
            "//",
            ":",
            ":1",
            ":5000/",
            ":99999/",
            ":tag",
            ":latest",
            "@",
            digest,
            "@sha256:00",
            "[::1]",
            "x".repeat(128),
            "é",
            " ");
    List<Grammar.Answer> answers =
        new Grammar("image").ask(directory, Grammar.texts(3 * CASES, 7, parts));

    assertSame(
        answers.stream().filter(answer -> !answer.text().contains(":99999")).toList(),
        text -> isTaken(it -> ImageReference.of(text).checkSyntax(it, "image")));
  }

  /** The emitted text is what the API server stores, and the same amount. */
  @Test
  void quantities() {
    List<String> parts =
        List.of(
            "1", "0", "5", "10", "24", ".", "e", "E", "e3", "E-2", "+", "-", "m", "k", "M", "G",
            "T", "Ki", "Mi", "Gi", "n", "u", "K", "i", " ", "1024", "1000000", "1e3", "1.5E-2",
            ".5", "5.");
    List<String> ours =
        Grammar.texts(3 * CASES, 4, parts).stream()
            .filter(text -> isTaken(it -> Quantity.of(text).check(it, "cpu")))
            .toList();
    Grammar grammar = new Grammar("quantity");
    List<Grammar.Answer> given = grammar.ask(directory, ours);
    List<Grammar.Answer> written =
        grammar.ask(directory, ours.stream().map(text -> Quantity.of(text).canonical()).toList());

    assertThat(ours).hasSizeGreaterThan(200).contains("1e3", "1.5E-2", ".5", "5.");
    assertThat(given).allSatisfy(answer -> assertThat(answer.taken()).isTrue());
    for (int i = 0; i < ours.size(); i++) {
      String[] stored = written.get(i).said().split(" ");
      assertThat(stored[0]).as(ours.get(i)).isEqualTo(written.get(i).text());
      assertThat(new BigDecimal(stored[1]))
          .as(ours.get(i))
          .isEqualByComparingTo(given.get(i).said().split(" ")[1])
          .isEqualByComparingTo(Quantity.of(ours.get(i)).amount());
    }
  }

  /** Narrower: zero, below zero, less than a thousandth, and beyond 63 bits. */
  @Test
  void quantitiesThatAreRefused() {
    List<String> refused =
        List.of("1K", "1KB", "1 Gi", "1gi", "1e", "1,5", "0x10", "1e3Ki", "1Ei5");

    assertThat(new Grammar("quantity").ask(directory, refused))
        .allSatisfy(answer -> assertThat(answer.taken()).as(answer.text()).isFalse());
    assertThat(refused)
        .allSatisfy(text -> assertThat(Quantity.of(text).isValid()).as(text).isFalse());
  }

  @Test
  void namesOfObjects() {
    List<String> texts = Grammar.texts(CASES, 4, NAME_PARTS);

    assertSame(
        new Grammar("dns-label").ask(directory, texts),
        text -> isTaken(it -> Names.check(it, "name", text)));
    assertSame(
        new Grammar("subdomain").ask(directory, texts),
        text -> isTaken(it -> Names.checkReference(it, "name", text)));
    assertSame(
        new Grammar("config-key").ask(directory, texts),
        text -> isTaken(it -> Names.checkKey(it, "key", text)));
  }

  @Test
  void labels() {
    List<String> texts = Grammar.texts(2 * CASES, 4, NAME_PARTS);

    assertSame(
        new Grammar("label-key").ask(directory, texts),
        text -> isTaken(it -> Labels.checkSelector(it, "labels", Map.of(text, "a"))));
    assertSame(
        new Grammar("label-value").ask(directory, texts),
        text -> isTaken(it -> Labels.checkSelector(it, "labels", Map.of("a", text))));
  }

  /** Narrower: the Kelvin sign, which Go makes a k before it looks. */
  @Test
  void keysOfAnnotations() {
    assertSame(
        new Grammar("annotation-key")
            .ask(
                directory,
                Grammar.texts(2 * CASES, 4, NAME_PARTS).stream()
                    .filter(text -> !text.contains("\u212a"))
                    .toList()),
        text -> isTaken(it -> Labels.checkAnnotations(it, Map.of(text, "a"))));
  }

  /** Narrower: at most 128 characters, and not those that Prometheus or the emitted queries use. */
  @Test
  void namesOfSeriesLabels() {
    List<String> texts =
        Grammar.texts(
            CASES / 4, 4, List.of("a", "Z", "_", "__", "0", ":", "-", ".", "é", " ", "\n"));

    assertSame(
        new Grammar("label-name")
            .ask(directory, texts.stream().filter(text -> !text.startsWith("__")).toList()),
        text ->
            isTakenBy(
                "matcher",
                ExistingPrometheus.Builder.create(chart(), "p")
                    .url("http://a.b.svc:9090")
                    .matcher(text, "prod")
                    .scrapeInterval(Duration.ZERO)));
  }

  @Test
  void namesOfMetrics() {
    List<String> texts =
        Grammar.texts(
            CASES / 4, 4, List.of("a", "Z", "_", "0", ":", "-", ".", "é", " ", "\n", "{"));
    String query = "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>})";

    assertSame(
        new Grammar("metric-name").ask(directory, texts),
        text ->
            isTakenBy(
                "metric",
                MetricsAdapter.Builder.create(chart(), "a")
                    .rule(AdapterRule.of(text, "up", query))));
  }

  private static Chart chart() {
    return new Chart(new App(), "case");
  }

  /** Of a builder that lacks something else, so that nothing is ever created. */
  private static boolean isTakenBy(String option, ConstructBuilder<?> builder) {
    try {
      builder.getClass().getMethod("build").invoke(builder);
      throw new AssertionError("it lacks nothing");
    } catch (InvocationTargetException e) {
      return ((InvalidConfigurationException) e.getCause())
          .findings().stream().noneMatch(finding -> finding.path().endsWith("." + option));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Narrower: the first number is 1, and what is older than the oldest version is refused. */
  @Test
  void versions() {
    List<String> parts =
        List.of(
            "1.32",
            "1.33.4",
            "1.40",
            "v1.36",
            ".0",
            ".7",
            "-gke.1000",
            "+k3s1",
            "+",
            "-eks-0a1",
            "x",
            " ",
            "-",
            "1.9");
    List<Grammar.Answer> answers =
        new Grammar("version").ask(directory, Grammar.texts(CASES, 3, parts));
    List<Grammar.Answer> ours =
        answers.stream()
            .filter(
                answer -> KubernetesVersion.of(answer.text()).isAtLeast(KubernetesVersion.OLDEST))
            .toList();

    assertThat(ours).hasSizeGreaterThan(100);
    for (Grammar.Answer answer : ours) {
      assertThat(answer.taken()).as(answer.text()).isTrue();
      KubernetesVersion same = KubernetesVersion.of(answer.said());
      assertThat(KubernetesVersion.of(answer.text()).isAtLeast(same)).as(answer.text()).isTrue();
      assertThat(same.isAtLeast(KubernetesVersion.of(answer.text()))).as(answer.text()).isTrue();
    }
  }

  /** Prometheus reads each emitted duration as the same time. */
  @Test
  void durations() {
    List<Duration> durations = new ArrayList<>();
    new Random(1)
        .longs(CASES, 0, Duration.ofDays(400).toSeconds())
        .forEach(seconds -> durations.add(Duration.ofSeconds(seconds)));
    List<Grammar.Answer> answers =
        new Grammar("duration").ask(directory, durations.stream().map(Durations::text).toList());

    for (int i = 0; i < durations.size(); i++) {
      assertThat(answers.get(i).taken()).as(answers.get(i).text()).isTrue();
      assertThat(answers.get(i).said())
          .as(answers.get(i).text())
          .isEqualTo(String.valueOf(durations.get(i).toSeconds()));
    }
  }

  private static void assertSame(List<Grammar.Answer> answers, Predicate<String> ours) {
    assertThat(answers.stream().filter(Grammar.Answer::taken))
        .as("both kinds")
        .hasSizeGreaterThan(5);
    assertThat(
            answers.stream()
                .filter(answer -> answer.taken() != ours.test(answer.text()))
                .map(answer -> answer + ", by us " + !answer.taken()))
        .isEmpty();
  }

  private static boolean isTaken(Consumer<Findings> check) {
    Findings findings = Findings.at(() -> "case");
    check.accept(findings);
    return findings.all().isEmpty();
  }
}
