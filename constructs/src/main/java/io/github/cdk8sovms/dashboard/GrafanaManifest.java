package io.github.cdk8sovms.dashboard;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.HttpProbe;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.DeploymentSpec;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** The objects of a Grafana. */
final class GrafanaManifest {
  private static final NamedPort PORT = NamedPort.of("http", 3000);

  /** The UID of kube-prometheus; linters reject the image's own UID as too low. */
  private static final int GRAFANA_USER = 65534;

  private static final String PROVISIONING = "/etc/grafana/provisioning/";
  private static final String DATASOURCES = "datasources";
  private static final String PROVIDERS = "dashboards";
  private static final String ADMIN_VOLUME = "admin";
  private static final String ADMIN_DIRECTORY = "/etc/grafana-admin";
  private static final String DATA_VOLUME = "data";
  private static final String DATA_DIRECTORY = "/var/lib/grafana";
  private static final Quantity DATA_LIMIT = Quantity.of("256Mi");
  private static final String SCRATCH_VOLUME = "tmp";
  private static final String SCRATCH_DIRECTORY = "/tmp";
  private static final Quantity SCRATCH_LIMIT = Quantity.of("64Mi");

  /** Grafana creates its database at each start. */
  private static final Duration STARTUP = Duration.ofMinutes(5);

  private final GrafanaSpec spec;
  private final Identity identity;
  private final Provisioning provisioning;
  private final DatasourceSecrets secrets;

  GrafanaManifest(GrafanaSpec spec) {
    this.spec = spec;
    this.identity = spec.placement().identity();
    this.provisioning = new Provisioning(spec.prometheus(), spec.dashboards());
    this.secrets = new DatasourceSecrets(PrometheusLink.of(spec.prometheus()).endpoint().access());
  }

  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    String name = identity.name();
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    objects.serviceAccount(false).ifPresent(created::add);
    created.add(
        objects.configMap(
            "Datasources",
            name + "-" + DATASOURCES,
            Map.of("prometheus.yaml", provisioning.datasources())));
    created.add(
        objects.configMap(
            "Providers",
            name + "-" + PROVIDERS,
            Map.of("providers.yaml", provisioning.providers())));
    created.add(objects.deployment(ApiObjects.MAIN, name, deployment()));
    created.add(
        objects.service("Service", name, NamedPort.service(identity.labels().selector(), PORT)));
    created.addAll(GrafanaNetwork.create(objects, spec, PORT.container()));
    return created;
  }

  private DeploymentSpec deployment() {
    return DeploymentSpec.builder()
        .replicas(1)
        .selector(identity.selector())
        .template(
            spec.placement()
                .podTemplates()
                .template(
                    pod(), ConfigText.hash(provisioning.datasources() + provisioning.providers())))
        .build();
  }

  private PodSpec pod() {
    return spec.placement()
        .podTemplates()
        .single(GRAFANA_USER)
        .containers(List.of(container()))
        .volumes(volumes())
        .build();
  }

  private List<Volume> volumes() {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(Volumes.configMap(DATASOURCES, identity.name() + "-" + DATASOURCES));
    volumes.add(Volumes.configMap(PROVIDERS, identity.name() + "-" + PROVIDERS));
    for (Dashboard.Source dashboard : spec.dashboards()) {
      volumes.add(Volumes.configMap(volume(dashboard), dashboard.name()));
    }
    volumes.add(Volumes.secret(ADMIN_VOLUME, spec.adminSecret()));
    volumes.addAll(secrets.volumes());
    volumes.add(Volumes.scratch(DATA_VOLUME, DATA_LIMIT));
    volumes.add(Volumes.scratch(SCRATCH_VOLUME, SCRATCH_LIMIT));
    return volumes;
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Volumes.readOnly(DATASOURCES, PROVISIONING + DATASOURCES));
    mounts.add(Volumes.readOnly(PROVIDERS, PROVISIONING + PROVIDERS));
    for (Dashboard.Source dashboard : spec.dashboards()) {
      mounts.add(Volumes.readOnly(volume(dashboard), Provisioning.directory(dashboard)));
    }
    mounts.add(Volumes.readOnly(ADMIN_VOLUME, ADMIN_DIRECTORY));
    mounts.addAll(secrets.mounts());
    mounts.add(Volumes.writable(DATA_VOLUME, DATA_DIRECTORY));
    mounts.add(Volumes.writable(SCRATCH_VOLUME, SCRATCH_DIRECTORY));
    return mounts;
  }

  /** Returns a numbered volume name: a dashboard's name may be too long with a prefix. */
  private String volume(Dashboard.Source dashboard) {
    return "dashboard-" + spec.dashboards().indexOf(dashboard);
  }

  private Container container() {
    HttpProbe healthy = HttpProbe.http("/api/health", PORT.name());
    return Containers.inEnvironment("grafana", environment())
        .image(spec.image().text())
        .imagePullPolicy(spec.placement().pods().pullPolicy())
        .ports(List.of(PORT.toContainerPort()))
        .resources(spec.resources().orEphemeralStorage("512Mi").toSpec())
        .securityContext(PodSecurity.container())
        .startupProbe(healthy.within(STARTUP))
        .readinessProbe(healthy.every(Duration.ofSeconds(5), 3))
        // /api/health checks the database, which a restart would not repair.
        .livenessProbe(HttpProbe.http("/healthz", PORT.name()).every(Duration.ofSeconds(10), 6))
        .volumeMounts(mounts())
        .build();
  }

  /** Returns the configuration: offline, no sign-up, one administrator. */
  private static List<Variable> environment() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("GF_SECURITY_ADMIN_USER__FILE", ADMIN_DIRECTORY + "/admin-user");
    settings.put("GF_SECURITY_ADMIN_PASSWORD__FILE", ADMIN_DIRECTORY + "/admin-password");
    settings.put("GF_SECURITY_DISABLE_GRAVATAR", "true");
    settings.put("GF_USERS_ALLOW_SIGN_UP", "false");
    settings.put("GF_ANALYTICS_REPORTING_ENABLED", "false");
    settings.put("GF_ANALYTICS_CHECK_FOR_UPDATES", "false");
    settings.put("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false");
    settings.put("GF_NEWS_NEWS_FEED_ENABLED", "false");
    // Otherwise it removes bundled plugins to replace them, which fails on a read-only file system.
    settings.put("GF_PLUGINS_PREINSTALL_DISABLED", "true");
    settings.put("GF_LOG_MODE", "console");
    return settings.entrySet().stream()
        .map(setting -> Variable.of(setting.getKey(), setting.getValue()))
        .toList();
  }
}
