package io.github.cdk8sovms.cli.doctor;

/** Why a pod gives the API server no metrics. */
final class MetricsRefusal {
  private MetricsRefusal() {}

  /**
   * What an answer means that is none.
   *
   * @throws UnseenException if something between the API server and the pod may be the reason
   */
  static HopResult of(Surroundings surroundings, Pod pod, int port, Answer answer) {
    if (answer.isForbidden()) {
      throw UnseenException.because(answer);
    }
    String where = "pod %s, port %d".formatted(pod.name(), port);
    if (answer.isNotFound()) {
      if (answer.isOfApiServer()) {
        throw new UnseenException(
            "pod " + pod.name() + " has gone since it was listed: " + answer.message());
      }
      return off(surroundings, pod, port, answer);
    }
    if (isRefused(answer, pod, port)) {
      return refused(pod, port, answer);
    }
    if (!answer.isOfApiServer() && answer.status() < 500) {
      throw new UnseenException(
          "%s does not give them to the API server (%s)%s"
              .formatted(where, answer.statusAndMessage(), before(surroundings, pod, port)));
    }
    if (isClosed(answer)) {
      throw new UnseenException(
          "%s closes the connection or cannot answer (%s)%s"
              .formatted(where, answer.message(), before(surroundings, pod, port)));
    }
    if (answer.message().contains("connection refused")) {
      throw new UnseenException(
          "the API server has no way to %s (%s), since its tunnel to the nodes is refused"
              .formatted(where, answer.message()));
    }
    throw new UnseenException(
        "the API server does not get through to %s (%s); a NetworkPolicy may keep it out, or the pod is too busy to answer"
            .formatted(where, answer.message()));
  }

  /** Whether something has taken the connection and then did not answer as a server would. */
  static boolean isClosed(Answer answer) {
    return isClosed(answer.message()) || (!answer.isOfApiServer() && answer.status() < 504);
  }

  static boolean isClosed(String error) {
    return error.matches(
        "(?s).*(connection reset|\\bEOF\\b|broken pipe|malformed HTTP|HTTP status 50[23]"
            + "|upstream connect error|no healthy upstream).*");
  }

  private static String before(Surroundings surroundings, Pod pod, int port) {
    return PodProxy.of(surroundings, pod, port)
        .map(proxy -> "; " + proxy.name() + " stands before it")
        .orElse("; something may stand before it, such as a proxy or a service mesh");
  }

  private static HopResult off(Surroundings surroundings, Pod pod, int port, Answer answer) {
    PodProxy.of(surroundings, pod, port)
        .ifPresent(
            proxy -> {
              throw new UnseenException(
                  "pod %s, port %d has no /metrics (%s), and %s stands before it, which may be what answers"
                      .formatted(pod.name(), port, answer.message(), proxy.name()));
            });
    return HopResult.broken(
        Diagnosis.METRICS_OFF,
        "pod %s has no /metrics on port %d: %s".formatted(pod.name(), port, answer.message()),
        "Set \"monitoring\": {\"metrics\": {\"enable\": true}} in config.json, and restart it."
            + " Without config.json it is --metrics_enable.");
  }

  /** Of this address; a tunnel to the nodes of a cluster can be refused too. */
  private static boolean isRefused(Answer answer, Pod pod, int port) {
    String address = pod.address().contains(":") ? "[" + pod.address() + "]" : pod.address();
    return answer.message().contains("connection refused")
        && answer.message().contains(address + ":" + port);
  }

  /** The kubelet asks from the node, which policies let through. */
  private static HopResult refused(Pod pod, int port, Answer answer) {
    if (pod.server().isProbedOn(port)) {
      throw new UnseenException(
          "pod %s, port %d refuses the API server (%s), and answers the kubelet; a policy that rejects, as Calico's and Cilium's can, keeps it out, or the server has just ended"
              .formatted(pod.name(), port, answer.message()));
    }
    return HopResult.broken(
        Diagnosis.METRICS_REFUSED,
        "pod %s, port %d: %s".formatted(pod.name(), port, answer.message()),
        "Start OVMS with --rest_port=%d, or name the port that it has in the pod.".formatted(port),
        "kubectl logs %s --namespace %s --tail=50".formatted(pod.name(), pod.namespace()));
  }
}
