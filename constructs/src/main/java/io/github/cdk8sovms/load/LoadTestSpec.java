package io.github.cdk8sovms.load;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ApiKey;
import java.time.Duration;
import java.util.Optional;

/**
 * A load test.
 *
 * @param placement its place in the construct tree, and its names
 * @param server that is called, through its Service
 * @param model that is called
 * @param protocol of the requests
 * @param payload of a request
 * @param schedule of the steps
 * @param expectations without which the Job fails
 * @param kept how long the finished Job is kept
 * @param image of k6
 * @param resources CPU and memory
 * @param apiKey that is sent with each request
 */
record LoadTestSpec(
    Placement placement,
    ModelServer server,
    String model,
    Protocol protocol,
    Payload payload,
    Schedule schedule,
    Expectations expectations,
    Duration kept,
    ImageReference image,
    Resources resources,
    Optional<ApiKey> apiKey) {}
