package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.WORKERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.validation.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingCapacityTest {
  private static final ModelSource S3 = ModelSource.of("s3://models/resnet50");

  @Test
  void whereStreamsArePinnedFourRequestsAStreamCanBeSeen() {
    assertThat(IntStream.rangeClosed(1, 1024))
        .allSatisfy(
            streams -> {
              Model model = Model.of("resnet50", S3).streams(streams);
              ServingCapacity capacity =
                  ServingCapacity.derivedFrom(List.of(model.served()), false);

              assertThat(model.nireq().orElseThrow()).isGreaterThanOrEqualTo(4 * streams);
              assertThat(capacity.restWorkers().orElseThrow()).isGreaterThanOrEqualTo(4 * streams);
            });
  }

  @ParameterizedTest(name = "{0} and {1} streams: {2} workers")
  @CsvSource({"1, 0, 4", "1, 1, 8", "4, 3, 28", "1024, 1024, 8192", "1024, 2048, 10000"})
  void workersAreForAllModelsTogetherUpToWhatOvmsTakes(int one, int other, int workers) {
    List<Served> models = new ArrayList<>(List.of(Model.of("a", S3).streams(one).served()));
    if (other > 0) {
      models.add(Model.of("b", S3).streams(other).served());
    }

    assertThat(ServingCapacity.derivedFrom(models, false).restWorkers()).hasValue(workers);
  }

  @Test
  void withoutPinnedStreamsTheWorkersAreLeftToOvms() {
    assertThat(
            ServingCapacity.derivedFrom(List.of(Model.of("a", S3).served()), false).restWorkers())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} workers: {1}")
  @CsvSource({"-1, 1", "1, 1", "2, 0", "10000, 0", "10001, 1"})
  void ovmsTakesTwoWorkersToTenThousand(int workers, int findings) {
    ServingCapacity capacity = new ServingCapacity(List.of(), OptionalInt.of(workers));

    assertThat(Reported.codesBy(capacity::check)).hasSize(findings).allMatch(WORKERS::equals);
  }

  @Test
  void theModelsCannotBeChangedFromOutside() {
    List<Served> models = new ArrayList<>(List.of(Model.of("a", S3).served()));
    ServingCapacity capacity = new ServingCapacity(models, OptionalInt.of(2));
    models.clear();

    assertThat(capacity.models()).hasSize(1);
  }
}
