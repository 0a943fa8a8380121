package io.github.cdk8sovms.validation;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What is reported about a value, or about a construct that is built. */
public final class Reported {

  private Reported() {}

  /** What a check finds, at the path {@code shop/resnet}. */
  public static List<Finding> by(Consumer<Findings> check) {
    Findings findings = Findings.at(() -> "shop/resnet");
    check.accept(findings);
    return findings.all();
  }

  /** The kinds of what a check finds. */
  public static List<FindingCode> codesBy(Consumer<Findings> check) {
    return by(check).stream().map(Finding::code).toList();
  }

  /** The errors that keep a construct from being built; none if it is built. */
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

  /** The kinds of the errors that keep a construct from being built. */
  public static List<FindingCode> codesBuilding(Callable<?> build) {
    return building(build).stream().map(Finding::code).toList();
  }
}
