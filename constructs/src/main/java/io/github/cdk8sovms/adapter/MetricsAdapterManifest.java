package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.DisruptionBudgets;
import io.github.cdk8sovms.kubernetes.internal.HttpProbe;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.ScrapeInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.ApiServiceSpec;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.DeploymentSpec;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeDeployment;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.PolicyRule;
import org.cdk8s.plus34.k8s.ServiceReference;
import org.cdk8s.plus34.k8s.ServiceSpec;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus Adapter for custom metrics only. The upstream manifests also take over {@code
 * metrics.k8s.io}, and with it every autoscaler on CPU and memory; this one does not.
 */
final class MetricsAdapterManifest implements AdapterManifest {
  /** The APIService that registers an adapter in its cluster. */
  static final String REGISTRATION = "v1beta1." + PrometheusAdapter.API_GROUP;

  private static final int GROUP_PRIORITY = 100;

  /**
   * The namespace of the configuration that an extension API server needs to authenticate the API
   * server.
   */
  private static final String SYSTEM_NAMESPACE = "kube-system";

  private static final String AUTHENTICATION_READER = "extension-apiserver-authentication-reader";
  private static final String AUTH_DELEGATOR = "system:auth-delegator";

  private static final String CONFIG_VOLUME = "config";
  private static final String CONFIG_DIRECTORY = "/etc/adapter";
  private static final String CERTIFICATE_VOLUME = "certificate";
  private static final String CERTIFICATE_DIRECTORY = "/etc/adapter-certificate";
  private static final String API_ACCESS_VOLUME = "api-access";
  private static final String SCRATCH_VOLUME = "tmp";
  private static final String SCRATCH_DIRECTORY = "/tmp";
  private static final Quantity SCRATCH_LIMIT = Quantity.of("64Mi");

  /** Any numeric user works; the image does not depend on one. */
  private static final int ADAPTER_USER = 10001;

  /** Without the adapter no autoscaler scales, so one of two replicas is always kept. */
  private static final int REPLICAS = 2;

  private static final Duration STARTUP = Duration.ofMinutes(3);

  private final MetricsAdapterSpec spec;
  private final Identity identity;
  private final AdapterRules rules;
  private final AdapterTls tls;
  private final UpstreamSecrets upstream;
  private final NamedPort port;
  private @Nullable ObjectRef<KubeConfigMap> configMap;
  private @Nullable ObjectRef<KubeDeployment> deployment;

  MetricsAdapterManifest(MetricsAdapterSpec spec) {
    this.spec = spec;
    this.identity = spec.placement().identity();
    this.rules = spec.rules();
    this.tls = spec.tls();
    this.port = NamedPort.of("https", spec.port()).offeredAs(443);
    this.upstream = new UpstreamSecrets(PrometheusLink.of(spec.prometheus()).endpoint().access());
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    String name = identity.name();
    String outside = identity.qualifiedName();
    String reader = outside + "-resource-reader";
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    objects.serviceAccount(false).ifPresent(created::add);
    String account = spec.placement().serviceAccountName();
    created.add(objects.clusterRole("ResourceReader", reader, readPods()));
    created.add(objects.clusterRoleBinding("ResourceReaderBinding", reader, reader, account));
    created.add(
        objects.clusterRoleBinding(
            "AuthDelegator", outside + "-auth-delegator", AUTH_DELEGATOR, account));
    created.add(
        objects.roleBinding(
            "AuthReader",
            outside + "-auth-reader",
            SYSTEM_NAMESPACE,
            AUTHENTICATION_READER,
            account));
    created.addAll(tls.create(objects, identity));
    configMap = objects.configMap("Config", configMapName(), Map.of(CONFIG_KEY, rules.content()));
    created.add(configMap);
    deployment = objects.deployment(ApiObjects.MAIN, name, deployment());
    created.add(deployment);
    created.add(objects.service("Service", name, service()));
    created.add(
        objects.disruptionBudget(
            "DisruptionBudget", name, DisruptionBudgets.oneAtATime(identity.selector())));
    created.addAll(AdapterNetwork.create(objects, spec));
    created.add(apiService(objects, "v1beta1", 100));
    created.add(apiService(objects, "v1beta2", 200));
    return created;
  }

  @Override
  public String content() {
    return rules.content();
  }

  @Override
  public int bytesOfOthers() {
    return 0;
  }

  @Override
  public void update() {
    if (configMap == null || deployment == null) {
      return;
    }
    String content = rules.content();
    if (configMap.isPatched("data", CONFIG_KEY)) {
      return;
    }
    configMap.replaceLater(content, "data", CONFIG_KEY);
    deployment.replaceLater(
        ConfigText.hash(content),
        "spec",
        "template",
        "metadata",
        "annotations",
        Labels.CONFIG_HASH);
  }

  /** In kube-prometheus, "adapter-config" is the ConfigMap of the adapter for CPU and memory. */
  private String configMapName() {
    return identity.name() + "-rules";
  }

  /** For every query the adapter lists the pods that the autoscaler selects. */
  private static List<PolicyRule> readPods() {
    return List.of(
        PolicyRule.builder()
            .apiGroups(List.of(""))
            .resources(List.of("namespaces", "pods"))
            .verbs(List.of("get", "list", "watch"))
            .build());
  }

  private DeploymentSpec deployment() {
    return DeploymentSpec.builder()
        .replicas(REPLICAS)
        .selector(identity.selector())
        .template(
            spec.placement()
                .podTemplates()
                .template(pod(), ConfigText.hash(rules.content()), List.of(port.container())))
        .build();
  }

  private PodSpec pod() {
    return spec.placement()
        .podTemplates()
        .replicated(ADAPTER_USER, List.of())
        .containers(List.of(container()))
        .volumes(volumes())
        .build();
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(Volumes.configMap(CONFIG_VOLUME, configMapName()));
    volumes.add(Volumes.apiAccess(API_ACCESS_VOLUME));
    volumes.add(Volumes.scratch(SCRATCH_VOLUME, SCRATCH_LIMIT));
    tls.secret(identity)
        .ifPresent(secret -> volumes.add(Volumes.secret(CERTIFICATE_VOLUME, secret)));
    volumes.addAll(upstream.volumes());
    return volumes;
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Volumes.readOnly(CONFIG_VOLUME, CONFIG_DIRECTORY));
    mounts.add(Volumes.apiAccessMount(API_ACCESS_VOLUME));
    mounts.add(Volumes.writable(SCRATCH_VOLUME, SCRATCH_DIRECTORY));
    tls.secret(identity)
        .ifPresent(
            secret -> mounts.add(Volumes.readOnly(CERTIFICATE_VOLUME, CERTIFICATE_DIRECTORY)));
    mounts.addAll(upstream.mounts());
    return mounts;
  }

  private Container container() {
    HttpProbe live = HttpProbe.https("/livez", port.name());
    HttpProbe ready = HttpProbe.https("/readyz", port.name());
    return Containers.with(Containers.of("prometheus-adapter", arguments()), upstream.environment())
        .image(spec.image().text())
        .imagePullPolicy(spec.placement().pods().pullPolicy())
        .ports(List.of(port.toContainerPort()))
        .resources(spec.resources().orEphemeralStorage("128Mi").toSpec())
        .securityContext(PodSecurity.container())
        .startupProbe(live.within(STARTUP))
        .readinessProbe(ready.every(Duration.ofSeconds(5), 3))
        .livenessProbe(live.every(Duration.ofSeconds(10), 6))
        .volumeMounts(mounts())
        .build();
  }

  private List<Argument> arguments() {
    Prometheus prometheus = spec.prometheus();
    ScrapeInterval interval = PrometheusLink.of(prometheus).scrapeInterval();
    List<Argument> arguments = new ArrayList<>();
    arguments.add(Argument.of("--config=" + CONFIG_DIRECTORY + "/" + CONFIG_KEY));
    arguments.add(Argument.of("--prometheus-url=" + prometheus.url()));
    arguments.addAll(upstream.arguments());
    List<String> others = new ArrayList<>();
    others.add("--metrics-relist-interval=" + Durations.text(interval.relistInterval()));
    others.add("--metrics-max-age=" + Durations.text(interval.metricsMaxAge()));
    others.add("--secure-port=" + port.container());
    others.addAll(certificateArguments());
    others.add("--tls-min-version=VersionTLS13");
    arguments.addAll(Argument.of(others));
    return arguments;
  }

  private List<String> certificateArguments() {
    return tls.secret(identity).isPresent()
        ? List.of(
            "--tls-cert-file=" + CERTIFICATE_DIRECTORY + "/tls.crt",
            "--tls-private-key-file=" + CERTIFICATE_DIRECTORY + "/tls.key")
        : List.of("--cert-dir=" + SCRATCH_DIRECTORY + "/certificates");
  }

  private ServiceSpec service() {
    return NamedPort.service(identity.labels().selector(), port);
  }

  /**
   * Creates one APIService per version, both for the same server; autoscalers use the preferred
   * one.
   */
  private ObjectRef<?> apiService(ApiObjects objects, String version, int priority) {
    return objects.apiService(
        "ApiService-" + version,
        version + "." + PrometheusAdapter.API_GROUP,
        tls.annotations(identity),
        tls.verifiedIn(
                ApiServiceSpec.builder()
                    .group(PrometheusAdapter.API_GROUP)
                    .version(version)
                    .groupPriorityMinimum(GROUP_PRIORITY)
                    .versionPriority(priority)
                    .service(
                        ServiceReference.builder()
                            .name(identity.name())
                            .namespace(identity.namespace())
                            .port(port.service())
                            .build()))
            .build());
  }
}
