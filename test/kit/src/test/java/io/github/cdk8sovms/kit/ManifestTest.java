package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Emitted objects as tests see them. */
class ManifestTest {
  private static final List<Manifest> OBJECTS =
      Manifest.of(
          """
          kind: Role
          metadata: {name: reader, namespace: shop}
          ---
          kind: Role
          metadata: {name: reader, namespace: serving}
          ---
          kind: Service
          metadata: {name: reader}
          """);

  @Test
  void eachDocumentIsAnObject() {
    assertThat(OBJECTS).extracting(Manifest::kind).containsExactly("Role", "Role", "Service");
    assertThat(OBJECTS.get(1).text())
        .isEqualTo("kind: Role\nmetadata: {name: reader, namespace: serving}\n");
  }

  @Test
  void twoOfAKindAndNameAreToldApartByTheirNamespace() {
    assertThat(Manifest.fileNames(OBJECTS))
        .containsExactly("Role.reader.yaml", "Role.reader.serving.yaml", "Service.reader.yaml");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Manifest.find(OBJECTS, "Service", "writer"))
        .hasMessage("no Service writer");
  }
}
