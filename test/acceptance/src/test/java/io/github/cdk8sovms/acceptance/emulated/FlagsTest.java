package io.github.cdk8sovms.acceptance.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.emulator.OvmsRelease;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flags of the command line. */
class FlagsTest {
  private static final Pattern MISSING =
      Pattern.compile("\"--(\\w+)\" (?:came with|was removed in) OVMS .* exits at it");

  /** Implemented twice, by the library and here, from independent readings: they must agree. */
  @ParameterizedTest
  @MethodSource("io.github.cdk8sovms.acceptance.emulated.MetricsTest#releases")
  void theLibraryKnowsTheSameFlags(String version) throws ClassNotFoundException {
    Set<String> missing = new TreeSet<>(flags());
    missing.removeAll(OvmsRelease.ofImage("openvino/model_server:" + version).options());

    assertThat(refused(version)).isEqualTo(missing);
  }

  /** The flags that the library refuses because this release does not have them. */
  private static Set<String> refused(String version) throws ClassNotFoundException {
    InvalidConfigurationException all =
        catchThrowableOfType(
            InvalidConfigurationException.class,
            Cases.server(new Chart(new App(), "case"), "resnet")
                    .image(OvmsImage.of(version))
                    .arguments("--help")
                    .arguments(flags().stream().map(flag -> "--" + flag).toArray(String[]::new))
                ::build);
    return MISSING
        .matcher(all.getMessage())
        .results()
        .map(flag -> flag.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> flags() throws ClassNotFoundException {
    Object[] constants = Class.forName("io.github.cdk8sovms.serving.ServerFlag").getEnumConstants();
    return Arrays.stream(constants)
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
