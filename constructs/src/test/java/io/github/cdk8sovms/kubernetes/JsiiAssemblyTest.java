package io.github.cdk8sovms.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.internal.JsiiAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The name and version of the library's part in Node are declared in four places. */
class JsiiAssemblyTest {
  private static final Path SOURCE = Path.of("src/main/jsii");
  private final JsiiAssembly assembly = new JsiiAssembly();

  @Test
  void nameAndVersionAreTheSameEverywhere() throws IOException {
    for (String file : new String[] {".jsii", "package.json"}) {
      var json = Synthesized.parse(read(file));
      assertThat(json.get("name").asText()).as(file).isEqualTo(assembly.getModuleName());
      assertThat(json.get("version").asText()).as(file).isEqualTo(assembly.getModuleVersion());
    }
    assertThat(read("lib/index.js"))
        .contains("fqn: '" + Component.FQN + "'")
        .contains("version: '" + assembly.getModuleVersion() + "'");
  }

  @Test
  void theOnlyTypeIsTheOneThatJavaExtends() throws IOException {
    assertThat(Synthesized.parse(read(".jsii")).get("types").fieldNames())
        .toIterable()
        .containsExactly(Component.FQN);
  }

  private static String read(String file) throws IOException {
    return Files.readString(SOURCE.resolve(file));
  }
}
