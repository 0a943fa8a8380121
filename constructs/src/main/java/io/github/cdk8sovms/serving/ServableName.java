package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.regex.Pattern;

/** The name of a model or graph: part of URLs, metric labels and directories. */
record ServableName(String text) {
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?");
  private static final int LONGEST_NAME = 100;

  void check(Findings findings) {
    findings.require(
        text.length() <= LONGEST_NAME && NAME.matcher(text).matches(),
        FindingCode.MODEL_NAME,
        "name",
        quote(text)
            + " is not a model name; it is part of URLs and metric labels, so it must be"
            + " letters, digits, '.', '_' and '-', at most one '/' between such parts, at most "
            + LONGEST_NAME
            + " characters",
        "Write a name such as \"resnet50\".");
  }

  void checkFor(OvmsVersion version, Findings findings) {
    findings.require(
        version.decodesModelNames() || text.indexOf('/') < 0,
        FindingCode.MODEL_NAME_NOT_IN_PATH,
        "name",
        quote(text)
            + " cannot be requested over HTTP before OVMS 2024.5, so the startup probe would"
            + " never succeed",
        "Use a newer image, or a name without '/'.");
  }
}
