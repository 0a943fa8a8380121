package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Options of a Prometheus that this library creates, with or without an operator.
 *
 * @param <B> the builder itself
 */
abstract sealed class OwnPrometheusBuilder<B extends OwnPrometheusBuilder<B>>
    extends PodComponentBuilder<B> permits PrometheusStack.Builder, OperatorPrometheus.Builder {
  private final ScrapeChoices scrapes = new ScrapeChoices(ScrapeInterval.OWN);
  private PrometheusPod pod = PrometheusPod.DEFAULT;
  private @Nullable AlertmanagerAddress alertmanager;

  OwnPrometheusBuilder(Construct scope, String id) {
    super(scope, id);
  }

  /** Adds a server to scrape. */
  public B scrape(ModelServer server) {
    scrapes.server(given(server, "scrape"));
    return self();
  }

  /**
   * Sets the scrape interval. Default: 5 seconds, so that a step of the load is scraped within one
   * HPA sync period. Timeouts and windows are derived from it. With 15 seconds there are a third of
   * the samples, and decisions take about 10 seconds longer.
   */
  public B scrapeInterval(Duration interval) {
    scrapes.interval(given(interval, "scrapeInterval"));
    return self();
  }

  /** Sets the image; Prometheus 3.12 or newer. */
  public B image(String prometheus) {
    given(prometheus, "image");
    this.pod = pod.withImage(new PrometheusImage(ImageReference.of(prometheus)));
    return self();
  }

  /** Sets the size of the volume. Default: 10Gi, of which samples may take 80 %. */
  public B storage(String size) {
    given(size, "storage");
    this.pod = pod.withStorage(pod.storage().withSize(Quantity.of(size)));
    return self();
  }

  /**
   * Sets the StorageClass of the volume. Default: the default class of the cluster.
   *
   * @param existing a StorageClass of the cluster
   */
  public B storageClass(String existing) {
    given(existing, "storageClass");
    this.pod = pod.withStorage(pod.storage().withStorageClass(existing));
    return self();
  }

  /** Sets the retention time of samples, if the volume is large enough. Default: 15 days. */
  public B retention(Duration time) {
    given(time, "retention");
    this.pod = pod.withStorage(pod.storage().withRetention(time));
    return self();
  }

  /**
   * Stores samples on the node, in a volume with the lifetime of the pod, instead of a persistent
   * one: for clusters without persistent volumes. A new pod starts without samples, so autoscaling
   * pauses until half an averaging window is filled again.
   */
  public B ephemeral() {
    this.pod = pod.withStorage(pod.storage().asEphemeral());
    return self();
  }

  /** Sets CPU and memory. Default: 500m and 1Gi. */
  public B resources(Resources perPod) {
    given(perPod, "resources");
    this.pod = pod.withResources(perPod);
    return self();
  }

  /**
   * Sets the allowed clients besides the adapter, such as a Grafana; a NetworkPolicy blocks all
   * others. Default: none.
   */
  public B clients(NetworkPeer... callers) {
    this.pod = pod.withClients(Required.elements(callers));
    return self();
  }

  /**
   * Sends alerts to an existing Alertmanager. Default: alerts are shown in Prometheus' web UI and
   * not sent.
   *
   * @param url its address; with the operator that of a Service, such as {@code
   *     "http://alertmanager.monitoring.svc:9093"}
   */
  public B alertmanager(String url) {
    given(url, "alertmanager");
    this.alertmanager = new AlertmanagerAddress(url);
    return self();
  }

  /**
   * Sets the number of replicas, each of which scrapes all servers and evaluates all rules.
   * Default: 1: while it restarts, the number of pods of the servers does not change. With two, a
   * client stays with one of them by its address ({@code sessionAffinity}), because their values
   * differ a little, and changes over if that one ends.
   *
   * @param count 1 to 5
   */
  public B replicas(int count) {
    this.pod = pod.withReplicas(count);
    return self();
  }

  /**
   * Adds a label to samples and alerts that leave this Prometheus, such as the name of the cluster.
   * Queries of the adapter, KEDA and rules do not see it.
   */
  public B externalLabel(String name, String value) {
    given(name, "externalLabel", "name");
    given(value, "externalLabel", "value");
    keyed().add("externalLabel", name, value);
    this.pod = pod.withRemote(pod.remote().label(name, value));
    return self();
  }

  /** Sends all samples to a store, too. Several calls add stores. Default: none. */
  public B remoteWrite(RemoteWrite store) {
    given(store, "remoteWrite");
    this.pod = pod.withRemote(pod.remote().write(store));
    return self();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    if (!pod.clients().isEmpty()) {
      checkIsolated(findings, "clients");
    }
    pod.check(findings);
    scrapes.check(findings, false);
    alertmanager().ifPresent(address -> address.check(findings, isByOperator()));
  }

  /** Whether the Prometheus Operator runs it. */
  abstract boolean isByOperator();

  final ScrapedServers servers() {
    return scrapes.servers();
  }

  final ScrapeSpec scrapes() {
    return scrapes.at(placement(PrometheusManifest.SOFTWARE, "monitoring"));
  }

  final PrometheusPod pod() {
    return pod;
  }

  final Optional<AlertmanagerAddress> alertmanager() {
    return Optional.ofNullable(alertmanager);
  }
}
