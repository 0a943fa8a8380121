package io.github.cdk8sovms.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cli.GoldenText;
import io.github.cdk8sovms.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code profile} turns the log of a capacity test into the file that {@code plan} reads. */
class ProfileCommandTest {
  private static final Path LOG = Path.of("src", "test", "resources", "profile", "capacity.log");
  private static final String MANIFEST = Path.of("..", "dist", "quickstart.k8s.yaml").toString();

  @TempDir Path directory;

  @Test
  void theProfileHasWhatWasMeasuredAndSaysWhatIsUnknown() {
    Run run = Run.of("profile", LOG.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    GoldenText.check("profile/profile.yaml", run.out());
  }

  @Test
  void standardInputMayHaveOtherLines() throws IOException {
    String log = "time=\"..\" level=warning\n{not json}\n" + Files.readString(LOG);

    Run run = Run.withInput(log, "profile", "-", "--start", "25s");

    assertThat(run.out()).contains("\nstartTime: 25s\n").doesNotContain("startTime is unknown");
  }

  @Test
  void planTakesTheProfileAndItsStartTime() {
    Path profile = directory.resolve("resnet.yaml");
    Run written =
        Run.of("profile", LOG.toString(), "--start", "25s", "--output", profile.toString());

    assertThat(written).isEqualTo(new Run(0, "", ""));
    Run plan =
        Run.of("plan", MANIFEST, "--shape", "constant:9/5m", "--service-time", profile.toString());
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("service time " + profile)
        .as("a pod starts as long as the profile says")
        .doesNotContain("(--start)");
  }

  @ParameterizedTest
  @CsvSource({
    "model_server:2026.3.1, model_server:2026.2.1, image",
    "device: CPU, device: GPU, device",
    "streams: 2, streams: 4, streams",
    "model: resnet50, model: bert, model"
  })
  void planRefusesTheProfileOfAnother(String before, String after, String what) throws IOException {
    Path profile = directory.resolve("resnet.yaml");
    Files.writeString(profile, Run.of("profile", LOG.toString()).out().replace(before, after));

    Run plan =
        Run.of("plan", MANIFEST, "--shape", "constant:9/5m", "--service-time", profile.toString());

    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.err())
        .contains("was measured with " + what + " \"")
        .contains("Measure it again.");
  }

  @Test
  void ofAGraphTheCapacityIsTheHighestNumberInTime() {
    Run run =
        Run.withInput(
            """
            {"ovmsCapacity":"result","version":1,"model":"Qwen/Qwen3-8B","image":"ovms:1","device":"GPU","streams":null,\
            "protocol":"HTTP","share":0.9,"limit":20,"first":9,"levels":[\
            {"atOnce":1,"perSecond":0.1,"requests":40,"failed":0,"mean":8,"deviation":0.2,"latency":9},\
            {"atOnce":8,"perSecond":0.8,"requests":40,"failed":0,"mean":12,"deviation":0.2,"latency":14},\
            {"atOnce":16,"perSecond":0.9,"requests":40,"failed":0,"mean":21,"deviation":0.2,"latency":25}],\
            "rates":[{"perSecond":0.45,"reason":"latency"}],"knee":null,"reason":"latency"}
            """,
            "profile",
            "-");

    assertThat(run.out())
        .contains("# 90%<20s was not kept at 0.45 requests a second, the lowest rate tried.")
        .contains("model: Qwen/Qwen3-8B\n")
        .contains("  16: 21000ms\n")
        .contains("  atOnce: 8\n")
        .doesNotContain("streams:", "requestsPerSecond:");
  }

  @Test
  void aRunThatHasNotEndedIsRefused() throws IOException {
    String log = Files.readString(LOG);
    Run run =
        Run.withInput(
            log.substring(0, log.indexOf("{\"ovmsCapacity\":\"result\"")), "profile", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "Standard input ends after 5 steps of a capacity test, before its result. Wait until the"
                + " Job is complete, or see the last line of its log for the reason.\n");
  }

  @Test
  void otherTextIsRefused() {
    assertThat(Run.withInput("step-01: 20 requests", "profile", "-").err())
        .isEqualTo(
            "Standard input has no result of a capacity test. Give the log of its Job: kubectl logs"
                + " job/capacity --container k6.\n");
    assertThat(Run.withInput("{\"ovmsCapacity\":\"result\",\"version\":2}", "profile", "-").err())
        .startsWith(
            "Standard input has a result of a capacity test that this version does not know");
    assertThat(Run.of("profile").err())
        .isEqualTo(
            "A profile is made of one capacity test. Give the log of its Job, or --job with its"
                + " name.\n");
    assertThat(Run.of("profile", LOG.toString(), "--start", "soon").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--prometheus, http://localhost:9090",
    "--namespace, serving",
    "--kubeconfig, config",
    "--context, production"
  })
  void optionsOfAClusterAreRefusedForALog(String option, String value) {
    Run run = Run.of("profile", LOG.toString(), option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "A log does not name its pod, so --namespace, --context, --kubeconfig and --prometheus"
                + " need --job.\n");
  }

  @Test
  void aTokenWithoutItsPrometheusIsRefused() {
    assertThat(Run.of("profile", "--job", "capacity", "--prometheus-token-file", "token").err())
        .isEqualTo(
            "--prometheus-token-file requires --prometheus. Add its URL, such as --prometheus"
                + " https://localhost:9090.\n");
  }
}
