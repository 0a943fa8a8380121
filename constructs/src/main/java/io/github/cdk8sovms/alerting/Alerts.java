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
 * Tells somebody when a server stops scaling or serving: alerts, and the recording rules that they
 * are made of, for autoscalers that ask one Prometheus.
 *
 * <p>Emits nothing for a Prometheus without an operator, in whose ConfigMap the rules go; it then
 * scrapes itself, too. With the operator: a PrometheusRule in the namespace of Prometheus, and a
 * PodMonitor of Prometheus itself. With {@code existing(..)} and monitors: a PrometheusRule in the
 * namespace of the servers, if that is one, else in that of Prometheus. With {@code existing(..)}
 * alone: a ConfigMap with the file, for whoever mounts it.
 *
 * <p>Limits and times follow from what the autoscalers were told. An alert is only there if
 * Prometheus is known to have its series: see {@code docs/alerts.md}.
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
    this.alerts = Collections.unmodifiableSet(options.wanted());
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

  /** The alerts that there are rules for, in the order of their names in {@link Alert}. */
  public Set<Alert> alerts() {
    return alerts;
  }

  /** The rules, by what they are about: one group an autoscaler, and one for Prometheus. */
  public List<RuleGroup> groups() {
    return file.groups();
  }

  /** The rules as a file for Prometheus. */
  public String file() {
    return file.text();
  }

  /** The emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return objects.stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds {@link Alerts}. */
  public static final class Builder extends AlertsOptions {
    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts alerts; the file is named after the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Creates them.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if anything is wrong; it
     *     lists all of it, and nothing has been created
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
