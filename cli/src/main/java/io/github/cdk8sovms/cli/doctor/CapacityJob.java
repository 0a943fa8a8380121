package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A capacity test in a cluster: the pod of its Job, in which the server is a sidecar.
 *
 * @param namespace of the Job
 * @param pod its name
 * @param log of k6
 * @param start from the creation of the pod until the server could take requests, if known
 * @param created when the pod was created
 */
public record CapacityJob(
    String namespace, String pod, String log, Optional<Duration> start, Instant created) {
  private static final String NO_POD =
      "There is no pod of the Job \"%s\" in namespace \"%s\"; its log is deleted with it. Correct --job and --namespace, or run the capacity test again.";

  /**
   * Reads the newest pod of a Job.
   *
   * @throws NoAnswerException if it cannot be read
   */
  public static CapacityJob read(ApiServer api, Optional<String> namespace, String job) {
    Cluster cluster = new Cluster(api);
    String in = namespace.orElseGet(api::namespace);
    try {
      List<Pod> pods = cluster.pods(in, "batch.kubernetes.io/job-name=" + job);
      Pod newest =
          pods.stream()
              .max(Comparator.comparing(pod -> created(pod).orElse(Instant.EPOCH)))
              .orElseThrow(() -> new NoAnswerException(NO_POD.formatted(job, in)));
      return new CapacityJob(
          in,
          newest.name(),
          log(cluster, newest),
          start(newest),
          created(newest).orElse(Instant.EPOCH));
    } catch (UnseenException e) {
      throw new NoAnswerException("The Job \"%s\" cannot be read: %s.".formatted(job, e.why()));
    }
  }

  private static String log(Cluster cluster, Pod pod) {
    Answer answer =
        cluster.answer(
            "/api/v1/namespaces/%s/pods/%s/log?container=k6"
                .formatted(pod.namespace(), pod.name()));
    if (!answer.isOk()) {
      throw UnseenException.because(answer);
    }
    return answer.body();
  }

  /** A pod is initialized when its last sidecar has passed its startup probe. */
  private static Optional<Duration> start(Pod pod) {
    for (JsonNode container : pod.object().at("/status/initContainerStatuses")) {
      if (container.path("restartCount").asInt() > 0) {
        return Optional.empty();
      }
    }
    Optional<Instant> initialized =
        Conditions.of(pod.object(), "Initialized")
            .filter(condition -> condition.path("status").asText().equals("True"))
            .flatMap(condition -> time(condition.path("lastTransitionTime")));
    return created(pod)
        .flatMap(from -> initialized.map(to -> Duration.between(from, to)))
        .filter(time -> !time.isNegative() && !time.isZero());
  }

  private static Optional<Instant> created(Pod pod) {
    return time(pod.object().at("/metadata/creationTimestamp"));
  }

  private static Optional<Instant> time(JsonNode field) {
    try {
      return field.isTextual() ? Optional.of(Instant.parse(field.asText())) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads the most memory that the server's container has used, from the metrics of the kubelet;
   * empty if this Prometheus does not have them.
   *
   * @throws NoAnswerException if Prometheus does not respond
   */
  public Optional<Long> memory(PrometheusUrl prometheus) {
    String query =
        "max(container_memory_working_set_bytes{namespace=\"%s\",pod=\"%s\",container=\"ovms\"})"
            .formatted(namespace, pod);
    double[] most = {0};
    new PrometheusRange(prometheus)
        .read(
            query,
            created,
            Instant.now(),
            Duration.ofSeconds(15),
            result ->
                result.forEach(
                    series ->
                        series
                            .path("values")
                            .forEach(
                                value -> most[0] = Math.max(most[0], value.path(1).asDouble()))));
    return most[0] > 0 ? Optional.of(Math.round(most[0])) : Optional.empty();
  }
}
