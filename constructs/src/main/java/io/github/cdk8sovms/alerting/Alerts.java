package io.github.cdk8sovms.alerting;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.internal.PrometheusLink;
import io.github.cdk8sovms.monitoring.internal.RuleFile;
import io.github.cdk8sovms.monitoring.internal.RuleGroup;
import io.github.cdk8sovms.monitoring.internal.RulePlacement;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Severity;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cdk8s.ApiObject;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Alerts for servers that stop scaling or serving, and the recording rules they use, for
 * autoscalers that query one Prometheus.
 *
 * <p>Emits nothing for a Prometheus without an operator: the rules are added to its ConfigMap, and
 * it then scrapes itself, too. With the operator: a PrometheusRule in the namespace of Prometheus,
 * and a PodMonitor of Prometheus itself. For an existing Prometheus with monitors: a PrometheusRule
 * in the namespace of the servers, if they share one, else in that of Prometheus; without monitors:
 * a ConfigMap with the rule file, to be mounted into Prometheus.
 *
 * <p>Limits and times are derived from the configuration of the autoscalers. An alert is emitted
 * only if Prometheus is known to have its series: see {@code docs/alerts.md}.
 *
 * <pre>{@code
 * Alerts.Builder.create(chart, "alerts")
 *     .autoscaler(autoscaler)
 *     .latencyObjective(0.95, Duration.ofMillis(500))
 *     .build();
 * }</pre>
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/">Alerting
 *     rules</a>
 */
public final class Alerts extends Component {
  /** The URL of the runbooks of this project. */
  public static final String RUNBOOKS =
      "https://github.com/cdk8s-ovms/cdk8s-ovms/blob/main/docs/runbooks";

  private final RuleFile file;
  private final Set<Alert> alerts;
  private final List<ObjectRef<? extends ApiObject>> objects;

  private Alerts(AlertsSpec spec) {
    this(spec, spec.placement().objects());
  }

  private Alerts(AlertsSpec spec, ApiObjects definitions) {
    this(
        spec,
        definitions,
        PrometheusLink.of(spec.prometheus()).defineRules(definitions, spec.file()));
  }

  private Alerts(
      AlertsSpec spec, ApiObjects definitions, List<ObjectRef<? extends ApiObject>> objects) {
    super(spec.placement(), definitions);
    this.file = spec.file();
    this.alerts = spec.enabled();
    this.objects = List.copyOf(objects);
    PrometheusLink.of(spec.prometheus()).evaluate(file);
  }

  /** Returns the alerts that have rules, in the order of {@link Alert}. */
  public Set<Alert> alerts() {
    return alerts;
  }

  /** Returns the rules: one group per autoscaler, and one for Prometheus. */
  List<RuleGroup> groups() {
    return file.groups();
  }

  /** Returns the rules as a rule file for Prometheus. */
  public String file() {
    return file.text();
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds {@link Alerts}; see there for an example. */
  public static final class Builder extends ComponentBuilder<Builder> {
    private final List<RatioAutoscaler> autoscalers = new ArrayList<>();
    private final List<Canary> canaries = new ArrayList<>();
    private final Set<Alert> excluded = EnumSet.noneOf(Alert.class);
    private final Map<Alert, AlertSeverity> severities = new EnumMap<>(Alert.class);
    private final Map<String, String> alertLabels = new LinkedHashMap<>();
    private String runbookBase = RUNBOOKS;
    private double errorRatio = AlertSelection.DEFAULT_ERROR_RATIO;
    private @Nullable LatencyObjective latencyObjective;
    private @Nullable String prometheusJob;
    private @Nullable String adapterJob;
    private boolean kubeStateMetrics;
    private boolean apiServerMetrics;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the rule file is named after the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Adds an autoscaler to monitor, with its server, its adapter and its Prometheus. */
    public Builder autoscaler(RatioAutoscaler watched) {
      autoscalers.add(Required.nonNull(watched));
      return this;
    }

    /**
     * Adds a canary: records requests, error ratio and the 95th percentile of the latency of each
     * side, per model, and adds {@link Alert#CANARY_WORSE}. The autoscalers of both sides must be
     * added, too. For graphs only errors are compared: OVMS exports no request time for them.
     */
    public Builder canary(Canary compared) {
      canaries.add(Required.nonNull(compared));
      return this;
    }

    /**
     * Sets a latency objective: the share of the requests for each model that must complete within
     * a limit. Adds {@link Alert#LATENCY_OBJECTIVE}. Default: no objective. Each histogram bucket
     * of OVMS is 1.8 times as wide as the one before; Prometheus interpolates within them.
     *
     * @param share above 0 and below 1, such as 0.99
     * @param limit from one millisecond to one hour
     */
    public Builder latencyObjective(double share, Duration limit) {
      this.latencyObjective = new LatencyObjective(share, Required.nonNull(limit, "limit"));
      return this;
    }

    /** Sets the share of requests for a model that may fail in a pod. Default: 0.05. */
    public Builder errorRatio(double share) {
      this.errorRatio = share;
      return this;
    }

    /**
     * Adds a label to every alert, for routing in Alertmanager; {@code label} adds one to the
     * Kubernetes object instead.
     */
    public Builder alertLabel(String name, String value) {
      alertLabels.put(Required.nonNull(name, "name"), Required.nonNull(value, "value"));
      keyed().add("alertLabel", name, value);
      return this;
    }

    /**
     * Sets the base URL of the runbooks: each alert links to the page with its name and {@code .md}
     * below it. Default: the runbooks of this project.
     */
    public Builder runbookBase(String url) {
      this.runbookBase = Required.nonNull(url);
      return this;
    }

    /** Excludes an alert. */
    public Builder without(Alert alert) {
      excluded.add(Required.nonNull(alert));
      return this;
    }

    /** Overrides the severity of an alert. */
    public Builder severity(Alert alert, AlertSeverity severity) {
      severities.put(Required.nonNull(alert, "alert"), Required.nonNull(severity, "severity"));
      keyed().add("severity", alert.name(), severity);
      return this;
    }

    /**
     * Sets the job under which an existing Prometheus scrapes itself, and adds {@link
     * Alert#RULE_FAILURES}. A Prometheus that this library creates needs no job.
     */
    public Builder prometheusJob(String job) {
      this.prometheusJob = Required.nonNull(job);
      return this;
    }

    /**
     * Sets the job under which the adapter is scraped, an option of its Helm chart. {@link
     * Alert#ADAPTER_DOWN} then follows its targets instead of its queries to Prometheus.
     */
    public Builder adapterJob(String job) {
      this.adapterJob = Required.nonNull(job);
      return this;
    }

    /**
     * Declares that Prometheus scrapes kube-state-metrics, which exports the conditions of
     * autoscalers, and adds {@link Alert#SCALING_INACTIVE}.
     */
    public Builder kubeStateMetrics() {
      this.kubeStateMetrics = true;
      return this;
    }

    /**
     * Declares that Prometheus scrapes the API server, and adds {@link
     * Alert#METRICS_API_UNAVAILABLE}.
     */
    public Builder apiServerMetrics() {
      this.apiServerMetrics = true;
      return this;
    }

    /**
     * Creates the alerts.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public Alerts build() {
      return create(this::spec, Alerts::new);
    }

    private AlertsSpec spec() {
      AlertSelection selection = selection();
      return new AlertsSpec(
          placement("prometheus-rules", "alerts"),
          selection.prometheus(),
          selection.enabled(),
          selection.file(name()));
    }

    private AlertSelection selection() {
      return new AlertSelection(
          autoscalers,
          canaries,
          excluded,
          severities,
          alertLabels,
          runbookBase,
          errorRatio,
          Optional.ofNullable(latencyObjective),
          Optional.ofNullable(prometheusJob),
          Optional.ofNullable(adapterJob),
          kubeStateMetrics,
          apiServerMetrics);
    }

    private Prometheus prometheus() {
      return selection().prometheus();
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      AlertSelection selection = selection();
      selection.check(findings);
      if (autoscalers.isEmpty()) {
        return;
      }
      checkPlacement(findings);
      selection.checkSeries(findings);
      if (findings.all().stream().noneMatch(found -> found.severity() == Severity.ERROR)) {
        PrometheusLink.of(prometheus()).checkCanEvaluate(selection.file(name()), findings, "name");
      }
    }

    @Override
    protected String defaultNamespace() {
      if (autoscalers.isEmpty()) {
        return super.defaultNamespace();
      }
      List<String> servers = selection().serverNamespaces();
      return PrometheusLink.of(prometheus()).rulePlacement().where()
                  == RulePlacement.Where.WITH_SERVERS
              && servers.size() == 1
          ? servers.get(0)
          : prometheus().isOfPlatform() ? super.defaultNamespace() : prometheus().namespace();
    }

    private void checkPlacement(Findings findings) {
      RulePlacement placement = PrometheusLink.of(prometheus()).rulePlacement();
      findings.require(
          placement.where() != RulePlacement.Where.IN_CONFIGURATION
              || !isNamespaceGiven()
              || namespace().equals(prometheus().namespace()),
          FindingCode.NO_EFFECT,
          "namespace",
          quote(namespace())
              + " has no effect: the rules go into the configuration of "
              + quote(prometheus().name())
              + ", in "
              + quote(prometheus().namespace()),
          "Leave .namespace(..) out.");
      findings.require(
          placement.where() != RulePlacement.Where.ONLY_WITH_PROMETHEUS
              || namespace().equals(prometheus().namespace()),
          FindingCode.RULES_NAMESPACE,
          "namespace",
          quote(namespace())
              + " is not the namespace of "
              + quote(prometheus().name())
              + ", which loads rules from its own namespace only",
          "Leave .namespace(..) out, or use MonitorScope.ALL_NAMESPACES.");
      findings.require(
          !placement.ofOneNamespace()
              || selection().serverNamespaces().equals(List.of(namespace())),
          FindingCode.RULES_NAMESPACE,
          "namespace",
          quote(selection().serverNamespaces())
              + " are the namespaces of the servers, and rules in "
              + quote(namespace())
              + " see only series of that one",
          "Create an Alerts for the autoscalers of each namespace, and leave .namespace(..) out.");
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
