package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * KEDA as the source of an autoscaler's metrics, in place of a metrics adapter: {@code
 * .metrics(Keda.with(prometheus))}. KEDA 2.17 or newer must be installed; it is not part of what is
 * emitted.
 *
 * <p>The autoscaler becomes a ScaledObject, from which KEDA makes a HorizontalPodAutoscaler of the
 * same name; where Prometheus asks who asks, a TriggerAuthentication comes with it, whose Secrets
 * are in the namespace of the server. A Prometheus with a closed network lets KEDA's operator in.
 *
 * <p>Immutable: each method gives a changed copy, so one value serves all autoscalers.
 *
 * @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">ScaledObject</a>
 */
public final class Keda {
  private static final String HELM_NAMESPACE = "keda";

  /** What Helm's chart and the released manifests both label the operator's pods with. */
  private static final Map<String, String> HELM_LABELS = Map.of("app", "keda-operator");

  private final PrometheusStack prometheus;
  private final NetworkPeer.Pods operator;
  private final @Nullable Fallback fallback;
  private final @Nullable Activation activation;
  private final TakeOver takeOver;

  private Keda(
      PrometheusStack prometheus,
      NetworkPeer.Pods operator,
      @Nullable Fallback fallback,
      @Nullable Activation activation,
      TakeOver takeOver) {
    this.prometheus = prometheus;
    this.operator = operator;
    this.fallback = fallback;
    this.activation = activation;
    this.takeOver = takeOver;
  }

  /** KEDA as Helm installs it, in the namespace {@code keda}, asking a Prometheus. */
  public static Keda with(PrometheusStack prometheus) {
    return new Keda(
        Required.nonNull(prometheus),
        new NetworkPeer.Pods(HELM_NAMESPACE, HELM_LABELS),
        null,
        null,
        TakeOver.NONE);
  }

  /** Says in which namespace KEDA's operator runs. Default: {@code keda}. */
  public Keda namespace(String ofOperator) {
    return operator(new NetworkPeer.Pods(Required.nonNull(ofOperator), operator.labels()));
  }

  /** Says what the operator's pods are labelled with. Default: {@code app: keda-operator}. */
  public Keda podLabels(Map<String, String> ofOperator) {
    return operator(new NetworkPeer.Pods(operator.namespace(), Required.nonNull(ofOperator)));
  }

  private Keda operator(NetworkPeer.Pods other) {
    return new Keda(prometheus, other, fallback, activation, takeOver);
  }

  /**
   * Says how many pods there are if the load cannot be told: at least so many, and never fewer than
   * there are. Default: no fallback, with which the number stays as it is until the load is known
   * again, as with the adapter; how many pods are safe without knowing the load, only you know.
   *
   * @param failureThreshold after how many questions without an answer, of which there are four a
   *     minute, or six with KEDA before 2.21; choose more than a pod takes to start, because until
   *     the first has a value there is no answer either
   * @param replicas how many pods
   */
  public Keda fallback(int failureThreshold, int replicas) {
    return new Keda(
        prometheus, operator, new Fallback(failureThreshold, replicas), activation, takeOver);
  }

  /**
   * Removes the last pod when nothing came in for a while, and starts one when something does. Goes
   * with {@code .replicas(0, n)}. Requests that come while there is no pod are refused by what
   * stands before the server; nothing keeps them.
   *
   * @param query PromQL that exists without pods of the server, is zero while no requests come in
   *     and above zero while they do, such as {@code sum(rate(istio_requests_total{
   *     reporter="source", destination_service="resnet.serving.svc.cluster.local"}[1m]))} of a
   *     Gateway of Istio. The Prometheus must read that metric, so it must be an existing one or
   *     one of the operator
   * @param idle how long nothing must have come in; a minute to seven days
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
   * Takes over the HorizontalPodAutoscaler of the autoscaler's own name, which it had with an
   * adapter: KEDA keeps it and changes its metric, so that no moment is without autoscaler. Without
   * this, KEDA refuses a server that has one, and from 2.21.1 on leaves one alone that it does not
   * own.
   */
  public Keda takeOver() {
    return new Keda(prometheus, operator, fallback, activation, new TakeOver(true, null));
  }

  /** Takes over a HorizontalPodAutoscaler of another name, which it keeps. */
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
    new PrometheusCredentials(prometheus.endpoint().access()).check(findings);
    takeOver.check(findings);
  }

  /** The operator would look the name up in its own namespace. */
  private void checkAddress(Findings findings) {
    String url = prometheus.url();
    findings.require(
        prometheus.namespace().equals(operator.namespace())
            || !Urls.isLocalService(URI.create(url).getHost()),
        FindingCode.KEDA_PROMETHEUS,
        "metrics",
        quote(url)
            + " is known under this name in one namespace only, and KEDA's operator asks from "
            + quote(operator.namespace()),
        "Write the whole name: .existing(\"http://prometheus.monitoring.svc:9090\").");
  }

  PrometheusStack prometheus() {
    return prometheus;
  }

  NetworkPeer.Pods operator() {
    return operator;
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
   * Whether an autoscaler that exists is taken over.
   *
   * @param isWanted whether it is
   * @param name its name, if it is not the new one's
   */
  record TakeOver(boolean isWanted, @Nullable String name) {
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
