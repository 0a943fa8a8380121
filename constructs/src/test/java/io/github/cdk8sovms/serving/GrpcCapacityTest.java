package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import java.util.List;
import java.util.stream.StreamSupport;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** The concurrent calls of one gRPC client, and of all; further calls would be in no metric. */
class GrpcCapacityTest {
  private final Chart chart = Programs.chart();

  @Test
  void oneConnectionFillsEveryInferRequestAndAQueueBehindThem() {
    Programs.server(chart, "resnet").build();

    assertThat(arguments())
        .as("8 infer requests on 2 streams")
        .contains(
            "--grpc_max_threads=256",
            "--grpc_channel_arguments=grpc.max_concurrent_streams=32,"
                + "grpc.max_connection_age_ms=60000");
  }

  @Test
  void bothGrowWithTheInferRequestsOfAllModels() {
    Programs.server(chart, "resnet").model(model("bert").streams(4).nireq(92)).build();

    assertThat(arguments())
        .contains("--grpc_max_threads=800")
        .anyMatch(argument -> argument.contains("grpc.max_concurrent_streams=400,"));
  }

  @Test
  void whereOpenVinoChoosesThereIsRoomForAnyDevice() {
    OvmsModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.2.1"))
        .model(model("bert"))
        .build();

    assertThat(arguments())
        .contains("--grpc_max_threads=256")
        .anyMatch(argument -> argument.contains("grpc.max_concurrent_streams=64,"));
  }

  @Test
  void beforeThereWasALimitThereIsNoArgument() {
    Programs.server(chart, "resnet").image(OvmsImage.of("2023.1")).build();

    assertThat(arguments())
        .contains("--grpc_channel_arguments=grpc.max_connection_age_ms=60000")
        .noneMatch(argument -> argument.contains("max_threads"));
  }

  private static Model model(String name) {
    return Model.of(name, ModelSource.of("s3://models/" + name));
  }

  private List<String> arguments() {
    JsonNode arguments =
        Synthesized.of(chart).the("Deployment").at("/spec/template/spec/containers/0/args");
    return StreamSupport.stream(arguments.spliterator(), false).map(JsonNode::asText).toList();
  }
}
