package io.github.cdk8sovms.planning.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The server of a manifest, before anything is assumed.
 *
 * @param podPattern matches the names of its pods
 * @param workload the name of the Deployment that makes its pods
 * @param labels of its pods; empty if an operator sets them
 * @param channelArguments numbers in {@code --grpc_channel_arguments}
 * @param drainSeconds seconds in which a pod that ends still serves requests
 */
record ServerSettings(
    ObjectRef ref,
    String workload,
    String podPattern,
    Map<String, String> labels,
    String image,
    List<ModelEntry> models,
    Optional<Integer> restWorkers,
    Optional<Integer> grpcThreads,
    Map<String, Integer> channelArguments,
    OptionalInt cores,
    int drainSeconds) {

  Optional<Integer> channel(String argument) {
    return Optional.ofNullable(channelArguments.get(argument));
  }
}
