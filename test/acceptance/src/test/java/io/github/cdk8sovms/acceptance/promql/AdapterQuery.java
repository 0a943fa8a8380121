package io.github.cdk8sovms.acceptance.promql;

import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.signal.SeriesLabels;
import java.time.Duration;

/** Queries as the adapter sends them when an autoscaler asks for the pods of a server. */
public final class AdapterQuery {
  static final String TWO_PODS = "namespace=\"serving\",pod=~\"resnet-0|resnet-1\"";
  static final String ONE_POD = "namespace=\"serving\",pod=\"resnet-0\"";

  /** The selector of the metric comes first, then namespace and pods. */
  static final String ONE_MODEL = "name=\"resnet50\"," + TWO_PODS;

  /** The longer form: a window, and a longer one for pods without a value in it. */
  private static final Duration EVERY_FIVE_SECONDS = Duration.ofSeconds(5);

  private AdapterQuery() {}

  public static String fill(String template, String matchers) {
    return template.replace("<<.LabelMatchers>>", matchers).replace("<<.GroupBy>>", "pod");
  }

  /** What the adapter is given for a signal, filled in. */
  static String of(LoadSignal signal, String matchers) {
    return of(signal, matchers, EVERY_FIVE_SECONDS);
  }

  static String of(LoadSignal signal, String matchers, Duration scrapeInterval) {
    return fill(signal.perPod("<<.LabelMatchers>>", "<<.GroupBy>>", scrapeInterval), matchers);
  }

  /** What is asked for all pods together, by an autoscaler that knows no pods. */
  static String ofFleet(LoadSignal signal) {
    return ofFleet(signal, EVERY_FIVE_SECONDS);
  }

  static String ofFleet(LoadSignal signal, Duration scrapeInterval) {
    return signal.fleet(
        SeriesLabels.STANDARD, "namespace=\"serving\",pod=~\"resnet-.*\"", scrapeInterval);
  }
}
