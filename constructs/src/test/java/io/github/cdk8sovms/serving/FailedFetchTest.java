package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.cdk8s.Chart;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A fetch that cannot succeed, as bash runs the script of the Job: the log ends with one line,
 * there is no marker, and the exit code is one that is tried again, until the Job has failed.
 */
class FailedFetchTest {
  private static final String FILES = "0123456789ab/OpenVINO/Qwen3-8B-int4-ov";

  /** Hugging Face, in place of OVMS: a repository, what opens it, and whether there is room. */
  private static final String OVMS =
      """
      #!/bin/bash
      for flag in "$@"; do
        case "$flag" in
          --source_model=*) model=${flag#*=} ;;
          --model_repository_path=*) directory=${flag#*=} ;;
        esac
      done
      mkdir -p "$directory/$model"
      if [ "$model" != "$REPOSITORY" ] || [ "${HF_TOKEN:-}" != "$TOKEN" ]; then
        echo "[error] libgit2 clone error: unexpected http status code: 401"
        exit 1
      fi
      echo weights > "$DEVICE" || { echo "[error] clone failed"; exit 1; }
      """;

  @TempDir private Path temp;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "missing repository, OpenVINO/Qwen3-8B-ov, a, a, /dev/null, http status code: 401",
    "wrong token, OpenVINO/Qwen3-8B-int4-ov, a, b, /dev/null, http status code: 401",
    "full volume, OpenVINO/Qwen3-8B-int4-ov, a, a, /dev/full, No space left on device"
  })
  void endsWithOneLine(
      String what, String repository, String token, String given, String device, String cause)
      throws Exception {
    Chart chart = Programs.chart();
    ModelStore.Builder.create(chart, "llms")
        .image(OvmsImage.of("2026.3.1"))
        .size("20Gi")
        .token("hf")
        .fetch(
            HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").revision("0123456789ab" + "0".repeat(28)))
        .build();
    JsonNode job = Synthesized.of(chart).the("Job");

    Process process = start(job, repository, token, given, device);
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(log).isEqualTo(1);
    assertThat(log).contains(cause);
    assertThat(log.lines().filter(line -> line.contains("could not be fetched")))
        .singleElement()
        .asString()
        .matches(".*/store/" + FILES + " could not be fetched; the volume has \\d+ MiB free");
    assertThat(log.lines().reduce((before, last) -> last).orElseThrow()).contains("MiB free");
    assertThat(temp.resolve("store/" + FILES + ".ready")).doesNotExist();
    assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(6);
    assertThat(job.at("/spec/podFailurePolicy/rules/0/onExitCodes/values").toString())
        .isEqualTo("[3]");
  }

  private Process start(JsonNode job, String repository, String token, String given, String device)
      throws IOException {
    ProcessBuilder builder = FetchScript.of(job, temp, OVMS);
    builder.environment().put("REPOSITORY", repository);
    builder.environment().put("TOKEN", token);
    builder.environment().put("HF_TOKEN", given);
    builder.environment().put("DEVICE", device);
    return builder.start();
  }
}
