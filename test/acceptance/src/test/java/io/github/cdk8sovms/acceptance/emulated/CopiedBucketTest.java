package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A classic model in a bucket, copied by the real rclone with the arguments and variables of the
 * Job, from the S3 server that rclone has. Only paths and addresses become those of this machine.
 */
@Tag("extended")
class CopiedBucketTest {
  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY";

  @TempDir private Path folder;
  private Process server;
  private int port;

  private record Run(int exitCode, String log) {}

  @BeforeEach
  void startServer() throws Exception {
    for (String file : List.of("1/model.xml", "1/model.bin", "2/model.xml", "2/model.bin")) {
      Repository.write(folder.resolve("buckets/models/resnet50").resolve(file), file);
    }
    Repository.write(folder.resolve("buckets/models/bert/1/model.xml"), "another");
    port = freePort();
    server =
        new ProcessBuilder(
                GoTool.RCLONE.path(),
                "--config=",
                "serve",
                "s3",
                "--addr=127.0.0.1:" + port,
                "--auth-key=" + KEY + "," + SECRET,
                folder.resolve("buckets").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    for (int i = 0; i < 100 && !listens(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @AfterEach
  void stopServer() {
    server.destroy();
  }

  @Test
  void allVersionsAreCopiedOnce() throws Exception {
    JsonNode job = job("s3://models/resnet50");

    Run first = run(job, SECRET);

    assertThat(first.exitCode()).as(first.log()).isZero();
    Path files = folder.resolve("store/s3/models/resnet50");
    assertThat(Repository.filesBelow(files))
        .extracting(file -> files.relativize(file).toString())
        .containsExactlyInAnyOrder("1/model.bin", "1/model.xml", "2/model.bin", "2/model.xml");
    assertThat(Repository.read(files.resolve("2/model.bin"))).isEqualTo("2/model.bin");
    assertThat(folder.resolve("store/s3/models/resnet50.ready")).exists();

    server.destroy();
    Run second = run(job, SECRET);

    assertThat(second.exitCode()).isZero();
    assertThat(second.log()).endsWith("/store/s3/models/resnet50 is complete\n");
  }

  @Test
  void aWrongKeyEndsWithOneLineAndWithoutAMarker() throws Exception {
    Run run = run(job("s3://models/resnet50"), "another");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.log())
        .contains("403")
        .endsWith("/store/s3/models/resnet50 could not be fetched\n");
    assertThat(folder.resolve("store/s3/models/resnet50.ready")).doesNotExist();
  }

  @Test
  void aDirectoryThatDoesNotExistIsNotTakenForAnEmptyModel() throws Exception {
    Run run = run(job("s3://models/yolo"), SECRET);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.log()).contains("/store/s3/models/yolo could not be fetched");
    assertThat(folder.resolve("store/s3/models/yolo.ready")).doesNotExist();
  }

  private JsonNode job(String uri) {
    return Manifest.of(
            chart ->
                ModelStore.Builder.create(chart, "models")
                    .size("1Gi")
                    .fetch(
                        ModelSource.of(uri)
                            .endpoint("minio.example.svc:" + port)
                            .credentials("s3-keys"))
                    .build())
        .stream()
        .map(Manifest::tree)
        .filter(object -> object.path("kind").asText().equals("Job"))
        .findFirst()
        .orElseThrow();
  }

  private Run run(JsonNode job, String secret) throws IOException, InterruptedException {
    JsonNode container = job.at("/spec/template/spec/containers/0");
    List<String> command = new ArrayList<>(List.of("/bin/sh"));
    container
        .path("args")
        .forEach(
            word ->
                command.add(
                    word.asText()
                        .replace("$$", "$")
                        .replace("rclone \"$@\"", GoTool.RCLONE.path() + " \"$@\"")
                        .replace("/store", folder.resolve("store").toString())));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> keys = Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", secret);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", folder.toString()));
    container
        .path("env")
        .forEach(
            variable -> {
              String name = variable.path("name").asText();
              if (variable.has("value")) {
                builder
                    .environment()
                    .put(
                        name,
                        variable.path("value").asText().replace("minio.example.svc", "127.0.0.1"));
              } else if (keys.containsKey(name)) {
                builder.environment().put(name, keys.get(name));
              }
            });
    Process process = builder.start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), log);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
