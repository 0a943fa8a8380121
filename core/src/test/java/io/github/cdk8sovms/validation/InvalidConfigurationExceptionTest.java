package io.github.cdk8sovms.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.validation.internal.UserFrames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidConfigurationExceptionTest {
  private static final Finding STREAMS =
      new Finding(
          FindingCode.STREAMS, "shop/resnet.streams", "\"0\" is not a stream count", "Say 4.");
  private static final Finding NAME =
      new Finding(FindingCode.INVALID_NAME, "shop/resnet.name", "\"A\" is no name", "Say a.");

  @Test
  void aFindingReadsCodePathProblemAndFix() {
    assertThat(STREAMS)
        .hasToString("OVMS203 shop/resnet.streams: \"0\" is not a stream count. Say 4.");
    assertThat(STREAMS.severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void theMessageCountsTheMistakesAndListsEachOnItsOwnLine() {
    assertThat(new InvalidConfigurationException(List.of(STREAMS)))
        .hasMessage(
            """
            1 mistake in the configuration:
              OVMS203 shop/resnet.streams: "0" is not a stream count. Say 4.""");
    assertThat(new InvalidConfigurationException(List.of(STREAMS, NAME)))
        .hasMessage(
            """
            2 mistakes in the configuration:
              OVMS203 shop/resnet.streams: "0" is not a stream count. Say 4.
              OVMS101 shop/resnet.name: "A" is no name. Say a.""");
  }

  @Test
  void theStackTraceHasNoFrameOfTheLibrary() {
    assertThat(new InvalidConfigurationException(List.of(STREAMS)).getStackTrace())
        .isNotEmpty()
        .noneMatch(frame -> UserFrames.isOfLibrary(frame.getClassName()));
  }

  @Test
  void theFindingsSurviveSerialization() throws Exception {
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new InvalidConfigurationException(List.of(STREAMS)));

    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(((InvalidConfigurationException) copy).findings()).containsExactly(STREAMS);
  }

  @Test
  void theFindingsAreKeptAsTheyWere() {
    List<Finding> findings = new ArrayList<>(List.of(STREAMS, NAME));
    InvalidConfigurationException exception = new InvalidConfigurationException(findings);
    findings.clear();

    assertThat(exception.findings()).containsExactly(STREAMS, NAME);
    assertThatThrownBy(exception.findings()::clear)
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
