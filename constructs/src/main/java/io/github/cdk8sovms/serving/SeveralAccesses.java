package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;

/** Two ways to authenticate that contradict each other, which is reported. */
record SeveralAccesses(StorageAccess first, StorageAccess second) implements StorageAccess {
  @Override
  public void check(Findings findings, String uri) {
    findings.add(
        FindingCode.CONTRADICTION,
        "source.credentials",
        quote(describe(first))
            + " and "
            + quote(describe(second))
            + " are both set for "
            + quote(uri),
        "Keep one of .credentials(..), .identity(..) and .anonymous().");
  }

  @Override
  public String text() {
    return second.text();
  }

  private static String describe(StorageAccess access) {
    return access.text().isEmpty() ? "anonymous" : access.text();
  }
}
