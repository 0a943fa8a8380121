package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The script of a store's Job, with its volume and OVMS below a directory. */
final class FetchScript {
  private FetchScript() {}

  /**
   * Prepares a run.
   *
   * @param ovms the text of the script that takes the place of OVMS
   */
  static ProcessBuilder of(JsonNode job, Path directory, String ovms) throws IOException {
    Path program = directory.resolve("ovms");
    Files.writeString(program, ovms);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(List.of("/bin/bash"));
    job.at("/spec/template/spec/containers/0/args")
        .forEach(
            arg ->
                command.add(
                    arg.asText()
                        .replace("$$", "$")
                        .replace("/ovms/bin/ovms", program.toString())
                        .replace("/store", directory.resolve("store").toString())));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
