package io.github.cdk8sovms.validation;

import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The findings of a value, or of a construct. */
public final class Reported {

  private Reported() {}

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

  /** Returns the errors of {@code build()}; none if it succeeds. */
  public static List<Finding> building(Callable<?> build) {
    try {
      build.call();
      return List.of();
    } catch (InvalidConfigurationException e) {
      return e.findings();
    } catch (Exception e) {
      String[] firstLine = e.toString().split("\n", 2);
      throw new AssertionError("not reported as a finding: " + firstLine[0]);
    }
  }

  /** Returns the codes of the errors of {@code build()}. */
  public static List<FindingCode> codesBuilding(Callable<?> build) {
    return building(build).stream().map(Finding::code).toList();
  }
}
