package io.github.cdk8sovms.alerting;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.monitoring.RuleFile;
import io.github.cdk8sovms.monitoring.RuleGroup;
import io.github.cdk8sovms.validation.Required;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/**
 * Alerts for servers that stop scaling or serving, and the recording rules they use, for
 * autoscalers that query one Prometheus.
 *
 * <p>Emits nothing for a Prometheus without an operator: the rules are added to its ConfigMap, and
 * it then scrapes itself, too. With the operator: a PrometheusRule in the namespace of Prometheus,
 * and a PodMonitor of Prometheus itself. With {@code existing(..)} and monitors: a PrometheusRule
 * in the namespace of the servers, if they share one, else in that of Prometheus. With {@code
 * existing(..)} alone: a ConfigMap with the rule file, to be mounted into Prometheus.
 *
 * <p>Limits and times are derived from the configuration of the autoscalers. An alert is emitted
 * only if Prometheus is known to have its series: see {@code docs/alerts.md}.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/">Alerting
 *     rules</a>
 */
public final class Alerts extends Component {
  private final RuleFile file;
  private final Set<Alert> alerts;
  private final List<ObjectRef<? extends ApiObject>> objects;

  private Alerts(
      AlertsOptions options,
      Placement placement,
      ApiObjects definitions,
      RuleFile file,
      List<ObjectRef<? extends ApiObject>> objects) {
    super(placement, definitions);
    this.file = file;
    this.alerts = Collections.unmodifiableSet(options.enabled());
    this.objects = List.copyOf(objects);
    options.prometheus().evaluate(file);
  }

  private static Alerts of(AlertsOptions options) {
    Placement placement = options.placement();
    ApiObjects definitions = placement.objects();
    RuleFile file = options.file();
    return new Alerts(
        options, placement, definitions, file, options.prometheus().defineRules(definitions, file));
  }

  /** Returns the alerts that have rules, in the order of {@link Alert}. */
  public Set<Alert> alerts() {
    return alerts;
  }

  /** Returns the rules: one group per autoscaler, and one for Prometheus. */
  public List<RuleGroup> groups() {
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

  /** Builds {@link Alerts}. */
  public static final class Builder extends AlertsOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a builder; the rule file is named after the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates the alerts.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists every error, and nothing has been created
     */
    public Alerts build() {
      return create(Alerts::of);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
