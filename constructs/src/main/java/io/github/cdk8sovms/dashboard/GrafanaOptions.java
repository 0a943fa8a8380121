package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PinnedImages;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** The options of a Grafana, their defaults and their validation. */
abstract sealed class GrafanaOptions extends ComponentBuilder<Grafana.Builder>
    permits Grafana.Builder {
  private static final Resources DEFAULT_RESOURCES = Resources.cpu("250m").memory("512Mi");

  private List<Dashboard> dashboards = new ArrayList<>();
  private @Nullable String adminSecret;
  private List<NetworkPeer> clients = List.of();
  private ImageReference image = PinnedImages.GRAFANA;
  private Resources resources = DEFAULT_RESOURCES;

  GrafanaOptions(Construct scope, String id) {
    super(scope, id);
  }

  /**
   * Adds a dashboard. At least one is required; all must use one Prometheus, which becomes the data
   * source, and be in the namespace of this Grafana.
   */
  public Grafana.Builder dashboard(Dashboard shown) {
    dashboards.add(Required.nonNull(shown));
    return self();
  }

  /**
   * Sets the Secret with the credentials of the administrator, who can view everything and change
   * everything except emitted objects. Required, because Grafana's default password is public.
   *
   * @param secret in the namespace of this Grafana, with {@code admin-user} and {@code
   *     admin-password}, the keys of Grafana's Helm chart
   */
  public Grafana.Builder adminSecret(String secret) {
    this.adminSecret = Required.nonNull(secret);
    return self();
  }

  /**
   * Sets the allowed clients, such as an ingress; a NetworkPolicy blocks all others. Default: none;
   * {@code kubectl port-forward} works regardless.
   */
  public Grafana.Builder clients(NetworkPeer... callers) {
    this.clients = Required.elements(callers);
    return self();
  }

  /** Sets the image. Default: 13.1.4, the last with the Prometheus data source built in. */
  public Grafana.Builder image(String grafana) {
    Required.nonNull(grafana);
    this.image = ImageReference.of(grafana);
    return self();
  }

  /** Sets CPU and memory. Default: 250m and 512Mi. */
  public Grafana.Builder resources(Resources perPod) {
    this.resources = Required.nonNull(perPod);
    return self();
  }

  @Override
  protected void detach() {
    super.detach();
    dashboards = new ArrayList<>(dashboards);
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    image.check(findings, "image");
    resources.check(findings, "resources");
    clients.forEach(peer -> peer.check(findings, "clients"));
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
    return dashboards.isEmpty() ? super.defaultNamespace() : dashboards.get(0).source().namespace();
  }

  final Placement placement() {
    return placement("grafana", "monitoring");
  }

  final PrometheusStack prometheus() {
    return dashboards.get(0).prometheus();
  }

  final List<Dashboard.Source> dashboards() {
    return dashboards.stream().map(Dashboard::source).toList();
  }

  final String adminSecret() {
    if (adminSecret == null) {
      throw new IllegalStateException("adminSecret is read before it was validated");
    }
    return adminSecret;
  }

  final List<NetworkPeer> clients() {
    return clients;
  }

  final ImageReference image() {
    return image;
  }

  final Resources resources() {
    return resources;
  }

  private void checkDashboards(Findings findings) {
    prometheus()
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
}
