package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.kubernetes.internal.PinnedImages;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.ApiObject;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * A small Grafana with dashboards of this library, for clusters without one.
 *
 * <p>Emits a ServiceAccount without token, two ConfigMaps with its data source and its dashboard
 * providers, a Deployment with one replica, a Service, and NetworkPolicies for itself and for its
 * access to Prometheus. It is stateless: manual changes are lost with the pod, and everything else
 * is emitted. It sends no requests to the internet.
 *
 * <pre>{@code
 * Grafana.Builder.create(chart, "grafana")
 *     .dashboard(dashboard)
 *     .adminSecret("grafana-admin")
 *     .build();
 * }</pre>
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/">Grafana</a>
 */
public final class Grafana extends Component {
  private final List<ObjectRef<? extends ApiObject>> objects;

  private Grafana(GrafanaSpec spec) {
    this(spec, spec.placement().objects());
  }

  private Grafana(GrafanaSpec spec, ApiObjects definitions) {
    this(spec, definitions, new GrafanaManifest(spec).create(definitions));
  }

  private Grafana(
      GrafanaSpec spec, ApiObjects definitions, List<ObjectRef<? extends ApiObject>> objects) {
    super(spec.placement(), definitions);
    this.objects = List.copyOf(objects);
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds a {@link Grafana}; see there for an example. */
  public static final class Builder extends PodComponentBuilder<Builder> {
    private static final Resources DEFAULT_RESOURCES = Resources.cpu("250m").memory("512Mi");

    private final List<Dashboard> dashboards = new ArrayList<>();
    private @Nullable String adminSecret;
    private List<NetworkPeer> clients = List.of();
    private ImageReference image = PinnedImages.GRAFANA;
    private Resources resources = DEFAULT_RESOURCES;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the default namespace is that of the first dashboard. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Adds a dashboard. At least one is required; all must use one Prometheus, which becomes the
     * data source, and be in the namespace of this Grafana.
     */
    public Builder dashboard(Dashboard shown) {
      dashboards.add(Required.nonNull(shown));
      return this;
    }

    /**
     * Sets the Secret with the credentials of the administrator, who can view everything and change
     * everything except emitted objects. Required, because Grafana's default password is public.
     *
     * @param secret in the namespace of this Grafana, with {@code admin-user} and {@code
     *     admin-password}, the keys of Grafana's Helm chart
     */
    public Builder adminSecret(String secret) {
      this.adminSecret = Required.nonNull(secret);
      return this;
    }

    /**
     * Sets the allowed clients, such as an ingress; a NetworkPolicy blocks all others. Default:
     * none; {@code kubectl port-forward} works regardless.
     */
    public Builder clients(NetworkPeer... callers) {
      List<NetworkPeer> all = new ArrayList<>(clients);
      all.addAll(Required.elements(callers));
      this.clients = all;
      return this;
    }

    /** Sets the image. Default: 13.1.4, the last with the Prometheus data source built in. */
    public Builder image(String grafana) {
      Required.nonNull(grafana);
      this.image = ImageReference.of(grafana);
      return this;
    }

    /** Sets CPU and memory. Default: 250m and 512Mi. */
    public Builder resources(Resources perPod) {
      this.resources = Required.nonNull(perPod);
      return this;
    }

    /**
     * Creates the Grafana.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public Grafana build() {
      return create(this::spec, Grafana::new);
    }

    private GrafanaSpec spec() {
      return new GrafanaSpec(
          placement("grafana", "monitoring"),
          prometheus(),
          dashboards.stream().map(Dashboard::source).toList(),
          Required.nonNull(adminSecret, "adminSecret"),
          clients,
          image,
          resources);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      image.check(findings, "image");
      ResourceAmounts.of(resources).check(findings, "resources");
      clients.forEach(peer -> Peer.of(peer).check(findings, "clients"));
      if (!clients.isEmpty()) {
        checkIsolated(findings, "clients");
      }
      if (adminSecret == null) {
        findings.add(
            FindingCode.MISSING,
            "adminSecret",
            "no Secret with the administrator's credentials is given, and Grafana's default password"
                + " is public",
            "Create one with the keys admin-user and admin-password, and add"
                + " .adminSecret(\"grafana-admin\").");
      } else {
        Names.checkReference(findings, "adminSecret", adminSecret);
      }
      if (dashboards.isEmpty()) {
        findings.add(
            FindingCode.MISSING,
            "dashboard",
            "no dashboard is given; a Grafana needs at least one",
            "Add .dashboard(dashboard).");
      } else {
        checkDashboards(findings);
      }
    }

    @Override
    protected String defaultNamespace() {
      return dashboards.isEmpty()
          ? super.defaultNamespace()
          : dashboards.get(0).source().namespace();
    }

    private Prometheus prometheus() {
      return dashboards.get(0).prometheus();
    }

    private void checkDashboards(Findings findings) {
      PrometheusLink.of(prometheus())
          .endpoint()
          .access()
          .podIdentity()
          .ifPresent(
              identity ->
                  findings.add(
                      FindingCode.ACCESS,
                      "dashboard",
                      quote(identity.kedaProvider())
                          + " is a pod identity that only KEDA supports; this Grafana cannot use it",
                      "Use the dashboard in a managed Grafana of the cloud: .grafanaOperator(..), or"
                          + " its ConfigMap."));
      for (Dashboard dashboard : dashboards) {
        Dashboard.Source source = dashboard.source();
        findings.require(
            source.configMap().isPresent(),
            FindingCode.DASHBOARD_NOT_READ,
            "dashboard",
            quote(source.name()) + " is a GrafanaDashboard, which only the Grafana Operator reads",
            "Remove .grafanaOperator(..) from the dashboard.");
        findings.require(
            source.namespace().equals(namespace()),
            FindingCode.DASHBOARD_NOT_READ,
            "dashboard",
            quote(source.name())
                + " is in the namespace "
                + quote(source.namespace())
                + ", and a pod can mount only ConfigMaps of its namespace, "
                + quote(namespace()),
            "Set the same .namespace(..) for both.");
      }
      findings.require(
          dashboards.stream().map(Dashboard::uid).distinct().count() == dashboards.size(),
          FindingCode.SHOWN_TWICE,
          "dashboard",
          quote(dashboards.stream().map(Dashboard::uid).toList())
              + " contains a UID twice, and a UID must be unique in Grafana",
          "Keep one of each, or set another .uid(..) for one.");
      findings.require(
          dashboards.stream().map(Dashboard::prometheus).distinct().count() == 1,
          FindingCode.TWO_DATA_SOURCES,
          "dashboard",
          quote(dashboards.stream().map(it -> it.prometheus().name()).distinct().toList())
              + " are several Prometheus servers, and this Grafana has one data source",
          "Create a Grafana for each.");
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
