package io.github.cdk8sovms.monitoring;

import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.validation.Required;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells somebody while an expression has a value: one alert for each of its series.
 *
 * @param alert the name
 * @param pending how long the expression must have had a value first; zero for at once
 * @param labels what Alertmanager routes by, severity included
 * @param annotations what people read; the templates of Prometheus are filled in
 */
public record AlertingRule(
    String alert,
    String expression,
    Duration pending,
    Map<String, String> labels,
    Map<String, String> annotations)
    implements Rule {

  /** Copies labels and annotations, keeping their order. */
  public AlertingRule {
    Required.nonNull(alert, "alert");
    Required.nonNull(expression, "expression");
    Required.nonNull(pending, "pending");
    labels = Required.entries(labels, "labels");
    annotations = Required.entries(annotations, "annotations");
  }

  @Override
  public AlertingRule narrowed(SeriesMatchers matchers) {
    Required.nonNull(matchers);
    return new AlertingRule(alert, matchers.in(expression), pending, labels, annotations);
  }

  @Override
  public Map<String, Object> toConfig() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("alert", alert);
    rule.put("expr", expression);
    if (!pending.isZero()) {
      rule.put("for", Durations.text(pending));
    }
    rule.put("labels", labels);
    rule.put("annotations", annotations);
    return rule;
  }
}
