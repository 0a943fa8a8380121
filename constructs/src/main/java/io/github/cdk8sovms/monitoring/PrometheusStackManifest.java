package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.DisruptionBudgets;
import io.github.cdk8sovms.kubernetes.internal.HttpProbe;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.PodTemplates;
import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.monitoring.internal.PrometheusEndpoint;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RulePlacement;
import io.github.cdk8sovms.monitoring.internal.SelfMonitoring;
import io.github.cdk8sovms.monitoring.internal.SeriesMatchers;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.serving.internal.StoreRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaimProps;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimSpec;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.PolicyRule;
import org.cdk8s.plus34.k8s.ServiceSpec;
import org.cdk8s.plus34.k8s.StatefulSetSpec;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.cdk8s.plus34.k8s.VolumeResourceRequirements;
import org.jspecify.annotations.Nullable;

/** A Prometheus that this library creates, without an operator. */
final class PrometheusStackManifest implements PrometheusManifest {
  private static final String CONFIG_VOLUME = "config";
  private static final String CONFIG_DIRECTORY = "/etc/prometheus";
  private static final String CONFIG_KEY = "prometheus.yml";
  private static final String RULES = CONFIG_DIRECTORY + "/*" + RuleFile.SUFFIX;
  private static final String API_ACCESS_VOLUME = "api-access";
  private static final String DATA_VOLUME = "data";
  private static final String DATA_DIRECTORY = "/prometheus";
  private static final String REMOTE_VOLUME = "remote-write-";

  /** Bytes for the names of rule files and for the self-scrape. */
  private static final int RULE_FILES = 1024;

  /** The user of the image. */
  private static final int PROMETHEUS_USER = 65534;

  /** After a crash, Prometheus replays its write-ahead log before it is ready. */
  private static final Duration STARTUP = Duration.ofMinutes(15);

  private final ScrapeSpec scrapes;
  private final PrometheusPod prometheus;
  private final Optional<AlertmanagerAddress> alertmanager;
  private final Placement placement;
  private final Identity identity;
  private final PrometheusNetwork network;
  private final Map<String, RuleFile> ruleFiles = new LinkedHashMap<>();
  private @Nullable ObjectRef<KubeConfigMap> configMap;

  PrometheusStackManifest(PrometheusStackSpec spec) {
    this.scrapes = spec.scrapes();
    this.prometheus = spec.pod();
    this.alertmanager = spec.alertmanager();
    this.placement = scrapes.placement();
    this.identity = placement.identity();
    this.network =
        new PrometheusNetwork(
            scrapes, identity.labels().selector(), prometheus, alertmanager, false);
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    objects.serviceAccount(false).ifPresent(created::add);
    String account = placement.serviceAccountName();
    String role = identity.qualifiedName();
    for (String scraped : scrapedNamespaces()) {
      created.add(objects.role("Role-" + scraped, role, scraped, rules()));
      created.add(objects.roleBinding("RoleBinding-" + scraped, role, scraped, role, account));
    }
    configMap = objects.configMap("Config", configMapName(), Map.of(CONFIG_KEY, config()));
    created.add(configMap);
    created.add(objects.statefulSet(ApiObjects.MAIN, identity.name(), statefulSet()));
    created.add(objects.service("Service", identity.name(), service()));
    created.add(objects.service("PodsService", podsServiceName(), podsService()));
    if (prometheus.isReplicated()) {
      created.add(
          objects.disruptionBudget(
              "DisruptionBudget",
              identity.name(),
              DisruptionBudgets.oneAtATime(identity.selector())));
    }
    created.addAll(network.create(objects));
    return created;
  }

  @Override
  public PrometheusEndpoint endpoint() {
    return network.endpoint();
  }

  @Override
  public Optional<SelfMonitoring> ownSeries() {
    return Optional.of(prometheus.ownSeries(ScrapeConfig.SELF_JOB, placement.pods().isolated()));
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> defineRules(ApiObjects objects, RuleFile file) {
    return List.of();
  }

  @Override
  public RulePlacement rulePlacement() {
    return new RulePlacement(RulePlacement.Where.IN_CONFIGURATION, false, SeriesMatchers.NONE);
  }

  /** Returns the size of the ConfigMap: it contains all rule files and the scrape configuration. */
  @Override
  public Room roomFor(RuleFile file) {
    int present = ruleFiles.values().stream().mapToInt(RuleFile::bytes).sum();
    return Room.ofConfigMap(
        ConfigText.bytes(config()) + RULE_FILES + present + file.bytes(), "PrometheusStacks");
  }

  /**
   * Adds the file; Prometheus checks its files for changes every 30 seconds, so no pod restarts.
   */
  @Override
  public void evaluate(RuleFile file) {
    ruleFiles.put(file.name(), file);
    if (configMap != null) {
      configMap.replaceLater(config(), "data", CONFIG_KEY);
      configMap.addLater(file.text(), "data", file.fileName());
    }
  }

  private List<String> scrapedNamespaces() {
    return scrapes.servers().inOrder().stream().map(ModelServer::namespace).distinct().toList();
  }

  private static List<PolicyRule> rules() {
    return List.of(
        PolicyRule.builder()
            .apiGroups(List.of(""))
            .resources(List.of("pods"))
            .verbs(List.of("get", "list", "watch"))
            .build());
  }

  private String configMapName() {
    return identity.name() + "-config";
  }

  private String config() {
    return ScrapeConfig.content(
        scrapes.servers().inOrder().stream()
            .map(server -> ServerLink.of(server).metrics())
            .toList(),
        scrapes.interval(),
        prometheus,
        new ScrapeConfig.Alerting(
            alertmanager,
            ruleFiles.isEmpty() ? Optional.empty() : Optional.of(RULES),
            StoreRef.of(scrapes.servers().inOrder())));
  }

  private StatefulSetSpec statefulSet() {
    return StatefulSetSpec.builder()
        .replicas(prometheus.replicas())
        .serviceName(podsServiceName())
        .selector(identity.selector())
        .template(placement.podTemplates().template(pod()))
        .volumeClaimTemplates(prometheus.storage().ephemeral() ? null : List.of(dataClaim()))
        .build();
  }

  private PodSpec pod() {
    PodTemplates templates = placement.podTemplates();
    return (prometheus.isReplicated()
            ? templates.replicated(PROMETHEUS_USER, List.of())
            : templates.single(PROMETHEUS_USER))
        .terminationGracePeriodSeconds(120)
        .containers(List.of(container()))
        .volumes(volumes())
        .build();
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(Volumes.configMap(CONFIG_VOLUME, configMapName()));
    volumes.add(Volumes.apiAccess(API_ACCESS_VOLUME));
    if (prometheus.storage().ephemeral()) {
      volumes.add(Volumes.scratch(DATA_VOLUME, prometheus.storage().size()));
    }
    remoteSecrets()
        .forEach((index, secret) -> volumes.add(Volumes.secret(REMOTE_VOLUME + index, secret)));
    return volumes;
  }

  /** Returns the Secrets of stores, by the number of the store. */
  private Map<Integer, String> remoteSecrets() {
    Map<Integer, String> secrets = new LinkedHashMap<>();
    List<RemoteWrite> writes = prometheus.remote().writes();
    for (int i = 0; i < writes.size(); i++) {
      int index = i;
      writes.get(i).secret().ifPresent(secret -> secrets.put(index, secret));
    }
    return secrets;
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Volumes.readOnly(CONFIG_VOLUME, CONFIG_DIRECTORY));
    mounts.add(Volumes.apiAccessMount(API_ACCESS_VOLUME));
    mounts.add(Volumes.writable(DATA_VOLUME, DATA_DIRECTORY));
    for (int index : remoteSecrets().keySet()) {
      mounts.add(Volumes.readOnly(REMOTE_VOLUME + index, ScrapeConfig.remoteDirectory(index)));
    }
    return mounts;
  }

  private List<Variable> environment() {
    return prometheus.isReplicated()
        ? List.of(Variable.ofPodName(ScrapeConfig.POD_NAME))
        : List.of();
  }

  private Container container() {
    HttpProbe ready = HttpProbe.http("/-/ready", PORT.name());
    HttpProbe healthy = HttpProbe.http("/-/healthy", PORT.name());
    List<String> arguments =
        List.of(
            "--config.file=" + CONFIG_DIRECTORY + "/" + CONFIG_KEY,
            "--config.auto-reload",
            "--storage.tsdb.path=" + DATA_DIRECTORY);
    Container.Builder container =
        Containers.of(SOFTWARE, Argument.of(arguments))
            .image(prometheus.image().reference().text())
            .imagePullPolicy(placement.pods().pullPolicy())
            .ports(List.of(PORT.toContainerPort()))
            .resources(
                prometheus.resources().orEphemeralStorage(prometheus.storage().onNode()).toSpec())
            .securityContext(PodSecurity.container())
            .startupProbe(ready.within(STARTUP))
            .readinessProbe(ready.every(Duration.ofSeconds(5), 3))
            .livenessProbe(healthy.every(Duration.ofSeconds(10), 6))
            .volumeMounts(mounts());
    return Containers.with(container, environment()).build();
  }

  private KubePersistentVolumeClaimProps dataClaim() {
    return KubePersistentVolumeClaimProps.builder()
        .metadata(ObjectMeta.builder().name(DATA_VOLUME).build())
        .spec(
            PersistentVolumeClaimSpec.builder()
                .accessModes(List.of("ReadWriteOnce"))
                .storageClassName(prometheus.storage().storageClass().orElse(null))
                .resources(
                    VolumeResourceRequirements.builder()
                        .requests(
                            Map.of("storage", ApiValues.quantity(prometheus.storage().size())))
                        .build())
                .build())
        .build();
  }

  private String podsServiceName() {
    return identity.name() + "-pods";
  }

  /** Returns the headless Service that a StatefulSet requires; the adapter uses the other one. */
  private ServiceSpec podsService() {
    return NamedPort.headlessService(identity.labels().selector(), PORT);
  }

  private ServiceSpec service() {
    return prometheus.isReplicated()
        ? NamedPort.builder(identity.labels().selector(), PORT)
            .type("ClusterIP")
            .sessionAffinity("ClientIP")
            .build()
        : NamedPort.service(identity.labels().selector(), PORT);
  }
}
