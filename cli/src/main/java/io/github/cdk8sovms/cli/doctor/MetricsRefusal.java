package io.github.cdk8sovms.cli.doctor;

/** Why a pod returns no metrics to the API server. */
final class MetricsRefusal {
  private MetricsRefusal() {}

  /**
   * Returns the meaning of an error response.
   *
   * @throws UnseenException if the cause may be between the API server and the pod
   */
  static HopResult of(HopContext context, Pod pod, int port, Answer answer) {
    if (answer.isForbidden()) {
      throw UnseenException.because(answer);
    }
    String where = "pod %s, port %d".formatted(pod.name(), port);
    if (answer.isNotFound()) {
      if (answer.isOfApiServer()) {
        throw new UnseenException(
            "pod " + pod.name() + " was deleted after it was listed: " + answer.message());
      }
      return off(context, pod, port, answer);
    }
    if (isRefused(answer, pod, port)) {
      return refused(pod, port, answer);
    }
    if (!answer.isOfApiServer() && answer.status() < 500) {
      throw new UnseenException(
          "%s returns no metrics to the API server (%s)%s"
              .formatted(where, answer.statusAndMessage(), before(context, pod, port)));
    }
    if (isClosed(answer)) {
      throw new UnseenException(
          "%s closes the connection or cannot respond (%s)%s"
              .formatted(where, answer.message(), before(context, pod, port)));
    }
    if (answer.message().contains("connection refused")) {
      throw new UnseenException(
          "the API server cannot reach %s (%s), because its tunnel to the nodes is refused"
              .formatted(where, answer.message()));
    }
    throw new UnseenException(
        "the API server cannot reach %s (%s); a NetworkPolicy may block it, or the pod is overloaded"
            .formatted(where, answer.message()));
  }

  /** Returns whether the connection was accepted, but without a valid response. */
  static boolean isClosed(Answer answer) {
    return isClosed(answer.message()) || (!answer.isOfApiServer() && answer.status() < 504);
  }

  static boolean isClosed(String error) {
    return error.matches(
        "(?s).*(connection reset|\\bEOF\\b|broken pipe|malformed HTTP|HTTP status 50[23]"
            + "|upstream connect error|no healthy upstream).*");
  }

  private static String before(HopContext context, Pod pod, int port) {
    return PodProxy.of(context.cluster(), pod, port)
        .map(proxy -> "; " + proxy.name() + " is in front of it")
        .orElse("; a proxy or a service mesh may be in front of it");
  }

  private static HopResult off(HopContext context, Pod pod, int port, Answer answer) {
    PodProxy.of(context.cluster(), pod, port)
        .ifPresent(
            proxy -> {
              throw new UnseenException(
                  "pod %s, port %d has no /metrics (%s), but %s is in front of it and may be the responder"
                      .formatted(pod.name(), port, answer.message(), proxy.name()));
            });
    return HopResult.broken(
        Diagnosis.METRICS_OFF,
        "pod %s has no /metrics on port %d: %s".formatted(pod.name(), port, answer.message()),
        "Set \"monitoring\": {\"metrics\": {\"enable\": true}} in config.json, and restart it."
            + " Without config.json it is --metrics_enable.");
  }

  /** Returns whether this address refused; a tunnel to the nodes can be refused, too. */
  private static boolean isRefused(Answer answer, Pod pod, int port) {
    String address = pod.address().contains(":") ? "[" + pod.address() + "]" : pod.address();
    return answer.message().contains("connection refused")
        && answer.message().contains(address + ":" + port);
  }

  /** Evaluates a refused connection; the kubelet probes from the node, which policies allow. */
  private static HopResult refused(Pod pod, int port, Answer answer) {
    if (pod.server().isProbedOn(port)) {
      throw new UnseenException(
          "pod %s, port %d refuses the API server (%s), but the kubelet's probe succeeds; a rejecting policy, as of Calico or Cilium, blocks it, or the server has just stopped"
              .formatted(pod.name(), port, answer.message()));
    }
    return HopResult.broken(
        Diagnosis.METRICS_REFUSED,
        "pod %s, port %d: %s".formatted(pod.name(), port, answer.message()),
        "Start OVMS with --rest_port=%d, or declare its actual port in the pod.".formatted(port),
        "kubectl logs %s --namespace %s --tail=50".formatted(pod.name(), pod.namespace()));
  }
}
