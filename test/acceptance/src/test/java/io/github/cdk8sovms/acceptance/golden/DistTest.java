package io.github.cdk8sovms.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.apps.Synthesize;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.SharedJvm;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** dist/ is what the apps emit, to the byte, in every run and on every machine. */
class DistTest {

  /** Every day the next test compares the same, elsewhere. */
  @Test
  @Tag("extended")
  void distIsWhatTheAppsEmit(@TempDir Path directory) {
    Command run = SharedJvm.run(Synthesize.class.getName(), directory);

    assertEmitted(run, directory.resolve("dist"), Path.of("dist"));
  }

  /** Turkish has another small i, and Arabic other digits, which only formats use. */
  @Test
  void distIsWhatTheAppsEmitWhateverTheLocaleAndZone(@TempDir Path outdir) {
    assertSameWith(
        outdir,
        "-Duser.language=tr",
        "-Duser.language.format=ar",
        "-Duser.timezone=Asia/Kathmandu");
  }

  @ParameterizedTest
  @CsvSource({"tr, Pacific/Apia", "ar, Asia/Kathmandu"})
  @Tag("extended")
  void distIsWhatTheAppsEmitInEachLocaleAndZone(
      String language, String zone, @TempDir Path outdir) {
    assertSameWith(outdir, "-Duser.language=" + language, "-Duser.timezone=" + zone);
  }

  private static void assertSameWith(Path outdir, String... jvmOptions) {
    Command run =
        Command.java(
            Synthesize.class,
            Repository.ROOT,
            Map.of("CDK8S_OUTDIR", outdir.toString()),
            jvmOptions);

    assertEmitted(run, outdir, outdir);
  }

  private static void assertEmitted(Command run, Path outdir, Path shown) {
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(contents(Repository.DIST))
        .as("dist/ is stale; run: mvn -q compile exec:java -pl apps -am")
        .isEqualTo(contents(outdir));
    assertThat(run.output())
        .containsPattern("Objects +quickstart +blog-recipe +gpu-fleet +chat")
        .containsPattern("APIService +2")
        .containsPattern("total +34 +9 +58 +50")
        .contains("kubectl apply --server-side -f " + shown.resolve("quickstart.k8s.yaml"));
  }

  private static Map<String, String> contents(Path directory) {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : Repository.filesBelow(directory)) {
      contents.put(directory.relativize(file).toString(), Repository.read(file));
    }
    return contents;
  }
}
