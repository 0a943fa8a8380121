package io.github.cdk8sovms.monitoring.internal;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records the value of an expression as a series, so that it is evaluated only once.
 *
 * @param record the name of the series, {@code level:metric:operation} by convention
 */
public record RecordingRule(String record, String expression, Map<String, String> labels)
    implements Rule {

  /** Copies the labels, keeping their order. */
  public RecordingRule {
    Required.nonNull(record, "record");
    Required.nonNull(expression, "expression");
    labels = Required.entries(labels, "labels");
  }

  /** Adds the labels, too: otherwise two clusters would record the same series in one store. */
  @Override
  public RecordingRule narrowed(SeriesMatchers matchers) {
    Required.nonNull(matchers);
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.putAll(matchers.labels());
    return new RecordingRule(record, matchers.in(expression), more);
  }

  @Override
  public Map<String, Object> toConfig() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("record", record);
    rule.put("expr", expression);
    rule.put("labels", labels);
    return rule;
  }
}
