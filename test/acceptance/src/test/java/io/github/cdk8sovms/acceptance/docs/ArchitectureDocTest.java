package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.signal.LoadSignal;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of kinds in docs/architecture.md. */
class ArchitectureDocTest {
  private static final String TEXT =
      Repository.read(Repository.ROOT.resolve("docs/architecture.md"));

  @ParameterizedTest
  @ValueSource(classes = {ModelServer.class, Prometheus.class, PrometheusAdapter.class})
  void everyKindOfAConstructIsNamed(Class<?> family) {
    assertThat(row(family))
        .contains(
            Stream.of(family.getPermittedSubclasses())
                .map(kind -> "`" + kind.getSimpleName() + "`")
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Servable.class,
        LoadSignal.class,
        ModelSource.class,
        Device.class,
        AdapterTls.class,
        Mesh.class
      })
  void otherFamiliesHaveARow(Class<?> family) {
    assertThat(row(family)).isNotEmpty();
  }

  private static String row(Class<?> family) {
    return Pattern.compile("(?m)^\\|[^|\n]*`" + family.getSimpleName() + "`[^|\n]*\\|.*$")
        .matcher(TEXT)
        .results()
        .map(row -> row.group())
        .findFirst()
        .orElse("");
  }
}
