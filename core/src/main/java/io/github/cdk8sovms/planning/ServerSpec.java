package io.github.cdk8sovms.planning;

import java.time.Duration;
import java.util.List;

/**
 * A model server, of which the autoscaler adds and removes pods.
 *
 * @param servables what each pod serves; at least one has a share of the traffic
 * @param httpWorkers requests over HTTP that a pod handles at a time ({@code rest_workers}); what
 *     exceeds them waits, and no metric shows it
 * @param grpcThreads threads for gRPC calls ({@code grpc_max_threads}); what exceeds them is
 *     refused
 * @param countsFromReceipt whether {@code ovms_current_requests} counts a request that waits for an
 *     infer request, as OVMS before 2024.5 does
 * @param start how long a new pod takes
 * @param drain from the deletion of a pod until its server gets SIGTERM, which is the preStop
 *     sleep; requests that it still has get five more seconds
 * @param namespace of its pods
 * @param workload that its pods are named after: {@code resnet} for {@code resnet-…-…}
 */
public record ServerSpec(
    List<ServableSpec> servables,
    int httpWorkers,
    int grpcThreads,
    boolean countsFromReceipt,
    StartDurations start,
    Duration drain,
    String namespace,
    String workload) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if no servable has traffic, or a number is too low
   */
  public ServerSpec {
    servables = List.copyOf(servables);
    if (servables.stream().noneMatch(each -> each.share() > 0)) {
      throw new IllegalArgumentException("no servable has a share of the traffic");
    }
    Require.atLeast(1, httpWorkers, "the number of HTTP workers");
    Require.atLeast(2, grpcThreads, "the number of gRPC threads");
    Require.notNegative(drain, "the time to drain");
    Require.notBlank(namespace, "the namespace");
    Require.notBlank(workload, "the name of the workload");
  }
}
