package io.github.cdk8sovms.validation;

import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.function.Consumer;

/** The findings of a value. */
public final class Checked {

  private Checked() {}

  /** Returns the findings of a check, at the path {@code shop/resnet}. */
  public static List<Finding> by(Consumer<Findings> check) {
    Findings findings = Findings.at(() -> "shop/resnet");
    check.accept(findings);
    return findings.all();
  }

  /** Returns the codes of the findings of a check. */
  public static List<FindingCode> codesBy(Consumer<Findings> check) {
    return by(check).stream().map(Finding::code).toList();
  }
}
