package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;

/**
 * A ScaledObject, from which KEDA creates a HorizontalPodAutoscaler that reads its metric from
 * KEDA.
 */
record KedaScaledObject(Keda keda) implements ScalingBackend {
  private static final String API_VERSION = "keda.sh/v1alpha1";
  private static final ResourceType SCALED_OBJECT = new ResourceType(API_VERSION, "ScaledObject");
  private static final ResourceType TRIGGER_AUTHENTICATION =
      new ResourceType(API_VERSION, "TriggerAuthentication");

  private static final String TRANSFER = "scaledobject.keda.sh/transfer-hpa-ownership";

  @Override
  public Prometheus prometheus() {
    return keda.prometheus();
  }

  @Override
  public Optional<PrometheusAdapter> adapter() {
    return Optional.empty();
  }

  @Override
  public String autoscalerName(String name) {
    return keda.takenOver().nameOr(name);
  }

  @Override
  public String displayName() {
    return "KEDA";
  }

  @Override
  public boolean selectsModelsByLabel() {
    return false;
  }

  @Override
  public boolean startsFromNoPods(FurtherMetrics further) {
    return keda.activation().isPresent();
  }

  /** Each trigger has its own query, for which there is no limit. */
  @Override
  public void checkSignal(Findings findings, LoadSignal signal) {}

  @Override
  public void check(Findings findings, ScalingChoices choices) {
    keda.check(findings);
    findings.require(
        choices.further().activation().isEmpty(),
        FindingCode.CONTRADICTION,
        "scaleToZero",
        quote("scaleToZero") + " adds a metric of the adapter, and KEDA has its own way to zero",
        "Write .metrics(Keda.with(prometheus).scaleToZero(..)).");
    keda.fallback()
        .ifPresent(
            fallback -> fallback.check(findings, choices.replicas(), choices.longestStart()));
    keda.activation()
        .ifPresent(
            activation -> {
              activation.check(findings, "metrics.scaleToZero", keda.prometheus());
              choices
                  .replicas()
                  .filter(replicas -> replicas.min() > 0)
                  .ifPresent(replicas -> addNeverEmpty(findings, replicas));
            });
  }

  private static void addNeverEmpty(Findings findings, ReplicaRange replicas) {
    findings.add(
        FindingCode.REPLICA_RANGE,
        "replicas.min",
        quote(replicas.min()) + " pods always run, so .scaleToZero(..) would have no effect",
        "Write .replicas(0, " + replicas.max() + "), or leave .scaleToZero(..) out.");
  }

  @Override
  public AutoscalerObjects create(ApiObjects objects, Scaling scaling) {
    String name = scaling.identity().name();
    String autoscaler = autoscalerName(name);
    objects.reserve("HorizontalPodAutoscaler", autoscaler);
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    Optional<String> authentication = authentication(objects, name, created);
    ObjectRef<ApiObject> scaledObject =
        (keda.takenOver().isEnabled() ? objects.with(Map.of(), Map.of(TRANSFER, "true")) : objects)
            .customResource(
                ApiObjects.MAIN,
                SCALED_OBJECT,
                name,
                Map.of(),
                new ScaledObjectSpec(scaling, keda, autoscaler, authentication).toMap());
    created.add(scaledObject);
    // One NetworkPolicy for all autoscalers: the first emits it.
    created.addAll(
        PrometheusLink.of(keda.prometheus())
            .openToOutsider(keda.operator(), keda.operatorNamespace(), objects));
    return new AutoscalerObjects(created, Optional.empty(), Optional.of(scaledObject));
  }

  private Optional<String> authentication(
      ApiObjects objects, String name, List<ObjectRef<? extends ApiObject>> created) {
    PrometheusCredentials credentials =
        new PrometheusCredentials(PrometheusLink.of(keda.prometheus()).endpoint().access());
    if (!credentials.areNeeded()) {
      return Optional.empty();
    }
    String authentication = name + "-prometheus";
    if (credentials.needHeaderName()) {
      created.add(
          objects.configMap(
              "PrometheusHeader",
              authentication,
              Map.of(PrometheusCredentials.HEADER_KEY, PrometheusCredentials.HEADER)));
    }
    created.add(
        objects.customResource(
            "PrometheusCredentials",
            TRIGGER_AUTHENTICATION,
            authentication,
            Map.of(),
            credentials.toSpec(authentication)));
    return Optional.of(authentication);
  }

  @Override
  public void created(Scaling scaling) {
    PrometheusLink.of(keda.prometheus()).recordAllowed(keda.operator());
  }
}
