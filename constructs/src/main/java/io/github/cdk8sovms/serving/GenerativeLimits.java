package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.function.Function;

/** Checks of the options of generative models. */
record GenerativeLimits(GenerativeSettings settings, Findings findings) {

  void require(boolean condition, String option, String problem, String fix) {
    findings.require(condition, FindingCode.GENERATIVE_OPTION, option, problem, fix);
  }

  /** Checks a number, if it is set. */
  void number(GraphOption option, int least, int most, String fix) {
    settings
        .option(option)
        .ifPresent(value -> number(option.setter(), (int) value, least, most, fix));
  }

  void number(String option, int value, int least, int most, String fix) {
    require(
        value >= least && value <= most,
        option,
        quote(value) + " is out of range; it must be " + least + " to " + most,
        fix);
  }

  /** Checks the number of streams, if it is set. */
  void streams() {
    Object streams = settings.properties().get(GenerativeSettings.NUM_STREAMS);
    if (streams != null) {
      number(
          "numStreams",
          Integer.parseInt(String.valueOf(streams)),
          1,
          1024,
          "Write .numStreams(2), or leave it out.");
    }
  }

  /** Checks that the release has the value of an option, unless it has not even the option. */
  void value(GraphOption option, Function<Object, OvmsVersion> since, OvmsVersion version) {
    settings
        .option(option)
        .filter(value -> version.compareTo(option.since()) >= 0)
        .ifPresent(value -> release(option.setter(), value, since.apply(value), version));
  }

  /** Checks that the release has a value. */
  void release(String option, Object value, OvmsVersion since, OvmsVersion version) {
    findings.require(
        version.compareTo(since) >= 0,
        FindingCode.GENERATIVE_RELEASE,
        option,
        quote(value) + " is not known to OVMS " + version,
        "Use OVMS " + since + " or newer, or leave ." + option + "(..) out.");
  }
}
