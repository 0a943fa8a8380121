package io.github.cdk8sovms.cli;

import io.github.cdk8sovms.cli.terminal.Colors;
import io.github.cdk8sovms.planning.report.PlanReport;
import io.github.cdk8sovms.planning.report.Recommendation;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The report of a plan in a terminal. */
final class PlanText {
  private PlanText() {}

  static String of(PlanReport report, Optional<Recommendation> better, Colors colors) {
    boolean isKept = report.result().keeps(report.promise());
    UnaryOperator<String> color = isKept ? colors::ok : colors::error;
    String word = isKept ? "kept" : "broken";
    String text = report.text().replaceFirst("(?m)^(  promise +)" + word, "$1" + color.apply(word));
    return text + better.map(each -> "\n" + each.text()).orElse("");
  }
}
