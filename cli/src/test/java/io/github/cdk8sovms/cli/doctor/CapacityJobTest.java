package io.github.cdk8sovms.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.cdk8sovms.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code profile --job} reads a capacity test in a cluster. */
class CapacityJobTest {
  private static final Path LOG = Path.of("src", "test", "resources", "profile", "capacity.log");
  private static final String PODS =
      "/api/v1/namespaces/serving/pods?labelSelector=batch.kubernetes.io/job-name=capacity";
  private static final String POD_LOG =
      "/api/v1/namespaces/serving/pods/capacity-x7k2p/log?container=k6";

  private static final String POD =
      """
      metadata: {name: capacity-x7k2p, namespace: serving, creationTimestamp: "2026-11-29T10:00:00Z"}
      status:
        phase: Succeeded
        initContainerStatuses:
          - {name: ovms, restartCount: 0}
        conditions:
          - {type: Initialized, status: "True", lastTransitionTime: "2026-11-29T10:00:19Z"}
      """;

  @TempDir Path directory;
  private final FakeApiServer api = FakeApiServer.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theStartIsThatOfThePod() throws IOException {
    api.list(PODS, List.of(yaml(POD))).answer(POD_LOG, 200, Files.readString(LOG));

    Run run = profile();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\nstartTime: 19s\n", "\n# memory is unknown: ");
    assertThat(api.methods()).containsOnly("GET");
  }

  @Test
  void theNewestPodCounts() throws IOException {
    String older = POD.replace("x7k2p", "aaaaa").replace("2026-11-29", "2026-11-28");
    api.list(PODS, List.of(yaml(older), yaml(POD))).answer(POD_LOG, 200, Files.readString(LOG));

    assertThat(profile().out()).contains("\nstartTime: 19s\n");
  }

  @Test
  void aServerThatWasRestartedHasNoStartTime() throws IOException {
    api.list(PODS, List.of(yaml(POD.replace("restartCount: 0", "restartCount: 1"))))
        .answer(POD_LOG, 200, Files.readString(LOG));

    assertThat(profile().out()).contains("# startTime is unknown: ").doesNotContain("\nstartTime:");
  }

  @Test
  void theMemoryIsTheMostThatTheContainerUsed() throws IOException {
    api.list(PODS, List.of(yaml(POD))).answer(POD_LOG, 200, Files.readString(LOG));
    api.answer(
        "/api/v1/query_range",
        200,
        """
        {"status": "success", "data": {"resultType": "matrix", "result": [
          {"metric": {}, "values": [[1, "100000000"], [2, "851443712"], [3, "700000000"]]}]}}
        """);

    Run run = profile("--prometheus", api.url());

    assertThat(run.out()).as(run.err()).contains("\nmemory: 812Mi\n");
  }

  @Test
  void aJobThatIsGoneIsNamed() {
    api.list(PODS, List.of());

    Run run = profile();

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .isEqualTo(
            "There is no pod of the Job \"capacity\" in namespace \"serving\"; its log is deleted with"
                + " it. Correct --job and --namespace, or run the capacity test again.\n");
  }

  @Test
  void aMissingPermissionIsNamed() throws IOException {
    api.list(PODS, List.of(yaml(POD)))
        .forbid(POD_LOG, "get", "pods/log", "", "in the namespace \"serving\"");

    assertThat(profile().err())
        .isEqualTo(
            "The Job \"capacity\" cannot be read: you lack permission to get pods/log in namespace"
                + " serving.\n");
  }

  private Run profile(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "profile",
                "--job",
                "capacity",
                "--kubeconfig",
                api.kubeconfig(directory).toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private static JsonNode yaml(String text) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(text);
  }
}
