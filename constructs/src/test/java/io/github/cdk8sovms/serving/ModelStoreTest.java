package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Job of a store, also as bash runs it, with an emulated OVMS. */
class ModelStoreTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final HuggingFace QWEN = HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov");
  private static final HuggingFace PINNED = QWEN.revision(COMMIT);

  /** Clones into the directory as OVMS does, and counts how often. */
  private static final String OVMS =
      """
      #!/bin/bash
      echo pull >> %1$s/pulls
      for flag in "$@"; do
        case "$flag" in
          --source_model=*) model=${flag#*=} ;;
          --model_repository_path=*) directory=${flag#*=} ;;
        esac
      done
      mkdir -p "$directory/$model/.git/refs/heads"
      echo "ref: refs/heads/main" > "$directory/$model/.git/HEAD"
      %2$s
      """;

  private static final String BRANCH =
      "echo " + COMMIT + " > \"$directory/$model/.git/refs/heads/main\"";

  @TempDir private Path temp;

  private record Run(int exitCode, String output) {}

  private static JsonNode job(UnaryOperator<ModelStore.Builder> with) {
    Chart chart = Programs.chart();
    with.apply(
            ModelStore.Builder.create(chart, "llms").image(OvmsImage.of("2026.3.1")).size("20Gi"))
        .build();
    return Synthesized.of(chart).the("Job");
  }

  private Run run(JsonNode job, String clone) throws IOException, InterruptedException {
    Process process = FetchScript.of(job, temp, OVMS.formatted(temp, clone)).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private long pulls() throws IOException {
    return Files.readAllLines(temp.resolve("pulls")).size();
  }

  @Test
  void filesAreFetchedOnceHoweverOftenTheJobRuns() throws Exception {
    JsonNode job = job(it -> it.fetch(PINNED));

    assertThat(run(job, BRANCH).exitCode()).isZero();
    assertThat(run(job, BRANCH).output()).endsWith("is complete\n");
    assertThat(pulls()).isEqualTo(1);
    assertThat(temp.resolve("store/0123456789ab/OpenVINO/Qwen3-8B-int4-ov.ready")).exists();
  }

  @Test
  void anotherRevisionEndsWithoutMarkerAndWithTheCodeThatIsNotRetried() throws Exception {
    JsonNode job = job(it -> it.fetch(PINNED));

    Run run = run(job, BRANCH.replace(COMMIT, "f".repeat(40)));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.output())
        .contains("is at the revision " + "f".repeat(40) + ", not at " + COMMIT);
    assertThat(temp.resolve("store/0123456789ab/OpenVINO/Qwen3-8B-int4-ov.ready")).doesNotExist();
    assertThat(job.at("/spec/podFailurePolicy/rules/0/onExitCodes/values/0").asInt()).isEqualTo(3);
    assertThat(job.at("/spec/podFailurePolicy/rules/0/action").asText()).isEqualTo("FailJob");
  }

  @Test
  void aPackedBranchIsReadToo() throws Exception {
    String packed =
        "echo \"" + COMMIT + " refs/heads/main\" > \"$directory/$model/.git/packed-refs\"";

    assertThat(run(job(it -> it.fetch(PINNED)), packed).exitCode()).isZero();
  }

  @Test
  void aFailedPullIsRetriedAndLeavesNoMarker() throws Exception {
    JsonNode job = job(it -> it.fetch(PINNED));

    Run run = run(job, "exit 70");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("Qwen3-8B-int4-ov could not be fetched; the volume has ");
    assertThat(temp.resolve("store/0123456789ab/OpenVINO/Qwen3-8B-int4-ov.ready")).doesNotExist();
    assertThat(run(job, BRANCH).exitCode()).isZero();
    assertThat(pulls()).isEqualTo(2);
  }

  @Test
  void aDraftModelIsFetchedWithTheModelAndUsed() {
    HuggingFace drafted = QWEN.draft("OpenVINO/Qwen3-0.6B-int4-ov");
    Chart chart = Programs.chart();
    ModelStore store =
        ModelStore.Builder.create(chart, "llms")
            .image(OvmsImage.of("2026.3.1"))
            .size("20Gi")
            .fetch(drafted)
            .build();
    OvmsModelServer.Builder.create(chart, "chat")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("chat", store.files(drafted)).cacheSize(1))
        .resources(Resources.cpu("4").memory("8Gi"))
        .build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.the("Job").toString())
        .contains("--draft_source_model=OpenVINO/Qwen3-0.6B-int4-ov", "--task=text_generation");
    assertThat(objects.the("ConfigMap").at("/data/graph-0.pbtxt").asText())
        .contains("draft_models_path: \"/models/chat/OpenVINO-Qwen3-0.6B-int4-ov\"");
  }

  @Test
  void twoFilesOfOneRepositoryHaveDirectoriesOfTheirOwn() {
    HuggingFace llama = HuggingFace.of("unsloth/Llama");

    assertThat(llama.gguf("a.gguf").path()).isNotEqualTo(llama.gguf("b.gguf").path());
    assertThat(QWEN.draft("OpenVINO/a").path()).isNotEqualTo(QWEN.path());
  }

  @Test
  void aReleaseThatCannotResumeStartsAgain() {
    assertThat(job(it -> it.fetch(PINNED)).toString()).doesNotContain("--overwrite_models");
    assertThat(job(it -> it.fetch(PINNED).image(OvmsImage.of("2026.1"))).toString())
        .contains("--overwrite_models");
  }

  @Test
  void theNameOfTheJobChangesWithItsPodOnly() {
    String name = job(it -> it.fetch(PINNED)).at("/metadata/name").asText();

    assertThat(name).matches("llms-[0-9a-f]{8}");
    assertThat(job(it -> it.fetch(PINNED)).at("/metadata/name").asText()).isEqualTo(name);
    assertThat(job(it -> it.fetch(PINNED).size("40Gi")).at("/metadata/name").asText())
        .isEqualTo(name);
    assertThat(job(it -> it.fetch(QWEN)).at("/metadata/name").asText()).isNotEqualTo(name);
    assertThat(
            job(it -> it.fetch(PINNED).registry("mirror.example.com"))
                .at("/metadata/name")
                .asText())
        .isNotEqualTo(name);
  }

  @Test
  void onlyTheJobHasTheTokenAndTheInternet() {
    Chart chart = Programs.chart();
    ModelStore store =
        ModelStore.Builder.create(chart, "llms")
            .image(OvmsImage.of("2026.3.1"))
            .size("20Gi")
            .token("hf")
            .fetch(PINNED)
            .build();
    OvmsModelServer.Builder.create(chart, "chat")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("chat", store.files(PINNED)).cacheSize(1))
        .resources(Resources.cpu("4").memory("8Gi"))
        .build();
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.the("Job").toString()).contains("HF_TOKEN");
    assertThat(objects.the("Deployment").toString()).doesNotContain("HF_TOKEN");
    for (JsonNode policy : objects.all("NetworkPolicy")) {
      boolean isStore = policy.at("/metadata/name").asText().equals("llms");
      assertThat(policy.at("/spec/egress").isMissingNode()).isEqualTo(!isStore);
    }
  }

  @Test
  void serversWaitInAnInitContainerAndMountReadOnly() throws Exception {
    Chart chart = Programs.chart();
    ModelStore store =
        ModelStore.Builder.create(chart, "llms")
            .image(OvmsImage.of("2026.3.1"))
            .size("20Gi")
            .fetch(PINNED)
            .build();
    OvmsModelServer.Builder.create(chart, "chat")
        .image(OvmsImage.of("2026.3.1"))
        .generative(TextGeneration.of("chat", store.files(PINNED)).cacheSize(1))
        .resources(Resources.cpu("4").memory("8Gi"))
        .build();
    JsonNode pod = Synthesized.of(chart).the("Deployment").at("/spec/template/spec");
    JsonNode wait = pod.at("/initContainers/0");

    assertThat(wait.at("/name").asText()).isEqualTo("wait-for-models");
    assertThat(wait.at("/volumeMounts/0/readOnly").asBoolean()).isTrue();
    assertThat(pod.at("/volumes").toString())
        .contains("\"persistentVolumeClaim\":{\"claimName\":\"llms\",\"readOnly\":true}");
    String marker = wait.at("/args/3").asText();
    assertThat(marker).isEqualTo("/stores/llms/0123456789ab/OpenVINO/Qwen3-8B-int4-ov.ready");
    Path file = temp.resolve("marker");
    Process process =
        new ProcessBuilder("/bin/bash", "-c", wait.at("/args/1").asText(), "wait", file.toString())
            .start();
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
    Files.createFile(file);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /** Plays rclone: copies the directory of that name, as far as it gets. */
  private static final String RCLONE =
      """
      #!/bin/sh
      echo "$@" >> %1$s/pulls
      for target in "$@"; do :; done
      %2$s
      """;

  private static final CloudStorage BUCKET =
      ModelSource.of("s3://models/resnet50").credentials("s3-keys");

  private Run copy(JsonNode job, String rclone) throws IOException, InterruptedException {
    Path program = temp.resolve("rclone");
    Files.writeString(program, RCLONE.formatted(temp, rclone));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(List.of("/bin/sh"));
    job.at("/spec/template/spec/containers/0/args")
        .forEach(
            arg ->
                command.add(
                    arg.asText()
                        .replace("$$", "$")
                        .replace("rclone \"$@\"", program + " \"$@\"")
                        .replace("/store", temp.resolve("store").toString())));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  @Test
  void aBucketIsCopiedOnceAndNotMarkedBeforeItIsComplete() throws Exception {
    JsonNode job = job(it -> it.fetch(BUCKET));

    Run cut = copy(job, "mkdir -p \"$target/1\"; exit 1");
    assertThat(cut.exitCode()).isEqualTo(1);
    assertThat(cut.output()).endsWith("s3/models/resnet50 could not be fetched\n");
    assertThat(temp.resolve("store/s3/models/resnet50.ready")).doesNotExist();

    assertThat(copy(job, "mkdir -p \"$target/1\"").exitCode()).isZero();
    assertThat(copy(job, "exit 1").output()).endsWith("is complete\n");
    assertThat(Files.readAllLines(temp.resolve("pulls")))
        .hasSize(2)
        .allSatisfy(
            arguments ->
                assertThat(arguments)
                    .startsWith("copy --config= ")
                    .contains(" :s3:models/resnet50 "));
  }

  @Test
  void aDirectoryWithoutFilesIsNotTakenForACopy() throws Exception {
    Run run = copy(job(it -> it.fetch(BUCKET)), "exit 0");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).endsWith("could not be fetched: the directory has no files\n");
  }

  @Test
  void aClassicModelIsServedFromTheCopyAndOnlyTheJobHasItsCredentials() {
    Chart chart = Programs.chart();
    ModelStore store =
        ModelStore.Builder.create(chart, "models").size("1Gi").fetch(BUCKET, "2").build();
    OvmsModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", store.files(BUCKET, "2")).streams(2))
        .replicas(4)
        .build();
    Synthesized objects = Synthesized.of(chart);
    JsonNode pod = objects.the("Deployment").at("/spec/template/spec");

    assertThat(objects.the("Job").toString()).contains("s3-keys", "RCLONE_S3_ENV_AUTH");
    assertThat(pod.toString()).doesNotContain("s3-keys", "AWS_");
    assertThat(pod.at("/initContainers/0/args/3").asText())
        .isEqualTo("/stores/models/s3/models/resnet50@2.ready");
    assertThat(pod.toString()).contains("\"subPath\":\"s3/models/resnet50@2\"");
    for (JsonNode policy : objects.all("NetworkPolicy")) {
      boolean isStore = policy.at("/metadata/name").asText().equals("models");
      assertThat(policy.at("/spec/egress").isMissingNode()).isEqualTo(!isStore);
    }
  }
}
