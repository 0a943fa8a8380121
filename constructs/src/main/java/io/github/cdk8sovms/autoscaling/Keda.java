package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * KEDA as the metric source of an autoscaler, instead of a metrics adapter: {@code
 * .metrics(Keda.with(prometheus))}. KEDA 2.17 or newer must be installed; it is not emitted.
 *
 * <p>The autoscaler becomes a ScaledObject, from which KEDA creates a HorizontalPodAutoscaler of
 * the same name. If Prometheus requires authentication, a TriggerAuthentication is emitted too; its
 * Secrets are in the namespace of the server. A Prometheus with a NetworkPolicy admits KEDA's
 * operator.
 *
 * <p>Immutable: each method returns a modified copy, so all autoscalers can share one instance.
 *
 * <pre>{@code
 * RatioAutoscaler.Builder.create(chart, "resnet-autoscaler")
 *     .target(resnet)
 *     .metrics(Keda.with(prometheus).fallback(10, 3))
 *     .replicas(2, 8)
 *     .build();
 * }</pre>
 *
 * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">ScaledObject</a>
 */
public final class Keda {
  private static final String HELM_NAMESPACE = "keda";

  /** Pod labels of the operator in both the Helm chart and the released manifests. */
  private static final Map<String, String> HELM_LABELS = Map.of("app", "keda-operator");

  private final Prometheus prometheus;
  private final Peer.Pods operator;
  private final @Nullable Fallback fallback;
  private final @Nullable Activation activation;
  private final TakeOver takeOver;

  private Keda(
      Prometheus prometheus,
      Peer.Pods operator,
      @Nullable Fallback fallback,
      @Nullable Activation activation,
      TakeOver takeOver) {
    this.prometheus = prometheus;
    this.operator = operator;
    this.fallback = fallback;
    this.activation = activation;
    this.takeOver = takeOver;
  }

  /** Returns KEDA as installed by Helm in the namespace {@code keda}, querying this Prometheus. */
  public static Keda with(Prometheus prometheus) {
    return new Keda(
        Required.nonNull(prometheus),
        new Peer.Pods(HELM_NAMESPACE, HELM_LABELS),
        null,
        null,
        TakeOver.NONE);
  }

  /** Sets the namespace of KEDA's operator. Default: {@code keda}. */
  public Keda namespace(String ofOperator) {
    return operator(new Peer.Pods(Required.nonNull(ofOperator), operator.labels()));
  }

  /** Sets the pod labels of KEDA's operator. Default: {@code app: keda-operator}. */
  public Keda podLabels(Map<String, String> ofOperator) {
    return operator(new Peer.Pods(operator.namespace(), Required.nonNull(ofOperator)));
  }

  private Keda operator(Peer.Pods other) {
    return new Keda(prometheus, other, fallback, activation, takeOver);
  }

  /**
   * Sets the minimum number of pods while the metric is unavailable; existing pods are kept.
   * Default: no fallback: the number of pods does not change until the metric is available again,
   * as with the adapter. There is no general value for how many pods are safe without a metric.
   *
   * @param failureThreshold number of consecutive failed queries before the fallback applies; there
   *     are four queries a minute, or six with KEDA before 2.21. Choose a longer time than a pod
   *     takes to start, because queries also fail until the first pod has a value
   * @param replicas the minimum number of pods
   */
  public Keda fallback(int failureThreshold, int replicas) {
    return new Keda(
        prometheus, operator, new Fallback(failureThreshold, replicas), activation, takeOver);
  }

  /**
   * Scales to zero after an idle time and starts a pod when requests arrive. Requires {@code
   * .replicas(0, n)}. While there is no pod, the proxy in front of the server rejects requests;
   * they are not queued.
   *
   * @param query PromQL that returns a value even without pods of the server, zero while no
   *     requests arrive and above zero otherwise, such as {@code sum(rate(istio_requests_total{
   *     reporter="source", destination_service="resnet.serving.svc.cluster.local"}[1m]))} of a
   *     Gateway of Istio. The Prometheus must scrape that metric, so it must be an existing one or
   *     one of the operator
   * @param idle time without requests before the last pod is removed; a minute to seven days
   */
  public Keda scaleToZero(String query, Duration idle) {
    return new Keda(
        prometheus,
        operator,
        fallback,
        new Activation(Required.nonNull(query, "query"), Required.nonNull(idle, "idle")),
        takeOver);
  }

  /**
   * Takes over the HorizontalPodAutoscaler of the same name that was used with an adapter: KEDA
   * keeps it and changes its metric, so the server is always autoscaled. Without this, KEDA rejects
   * a server that has an HPA, and since 2.21.1 does not modify an HPA that it does not own.
   */
  public Keda takeOver() {
    return new Keda(prometheus, operator, fallback, activation, new TakeOver(true, null));
  }

  /** Takes over a HorizontalPodAutoscaler of another name; the name is kept. */
  public Keda takeOver(String autoscaler) {
    return new Keda(
        prometheus,
        operator,
        fallback,
        activation,
        new TakeOver(true, Required.nonNull(autoscaler)));
  }

  void check(Findings findings) {
    operator.check(findings, "metrics.namespace");
    checkAddress(findings);
    new PrometheusCredentials(PrometheusLink.of(prometheus).endpoint().access()).check(findings);
    takeOver.check(findings);
  }

  /** The operator resolves the host name in its own namespace. */
  private void checkAddress(Findings findings) {
    String url = prometheus.url();
    findings.require(
        prometheus.namespace().equals(operator.namespace())
            || !Urls.isLocalService(URI.create(url).getHost()),
        FindingCode.KEDA_PROMETHEUS,
        "metrics",
        quote(url)
            + " resolves in one namespace only, and KEDA's operator runs in "
            + quote(operator.namespace()),
        "Write the full name: .url(\"http://prometheus.monitoring.svc:9090\").");
  }

  Prometheus prometheus() {
    return prometheus;
  }

  /** Returns the pods of KEDA's operator. */
  NetworkPeer operator() {
    return NetworkPeer.pods(operator.namespace(), operator.labels());
  }

  String operatorNamespace() {
    return operator.namespace();
  }

  Optional<Fallback> fallback() {
    return Optional.ofNullable(fallback);
  }

  Optional<Activation> activation() {
    return Optional.ofNullable(activation);
  }

  TakeOver takenOver() {
    return takeOver;
  }

  /**
   * Whether an existing HPA is taken over.
   *
   * @param isEnabled whether it is
   * @param name its name, if different from the new one
   */
  record TakeOver(boolean isEnabled, @Nullable String name) {
    private static final TakeOver NONE = new TakeOver(false, null);

    private void check(Findings findings) {
      if (name != null) {
        Names.checkReference(findings, "metrics.takeOver", name);
      }
    }

    String nameOr(String own) {
      return name == null ? own : name;
    }
  }
}
