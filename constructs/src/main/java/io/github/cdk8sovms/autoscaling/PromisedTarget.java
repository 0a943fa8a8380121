package io.github.cdk8sovms.autoscaling;

import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.SteadyLoad;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Locale;

/**
 * The target that was chosen for a promise, and why.
 *
 * @param ratio the target of the autoscaler
 * @param promise what clients are promised
 * @param load the highest steady load of a pod at which the promise is kept
 * @param isLimited whether the signal allows no higher target, although the promise would
 * @param profile the file with the service times
 */
public record PromisedTarget(
    double ratio, Promise promise, SteadyLoad load, boolean isLimited, String profile) {
  /** Takes no null. */
  public PromisedTarget {
    Required.nonNull(promise, "promise");
    Required.nonNull(load, "load");
    Required.nonNull(profile, "profile");
  }

  /**
   * Returns it in one line, such as {@code 0.83 for 95 % within 1s: a pod keeps that up to 16.3
   * requests a second, 3.7 at a time (profile.yaml)}.
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s for %s %% within %s: a pod keeps that at a steady load of up to %.3g requests a second, %.2g"
            + " at a time%s (%s)",
        ratio,
        String.format(Locale.ROOT, "%.6g", 100 * promise.share()).replaceFirst("\\.?0+$", ""),
        DurationTexts.text(promise.limit()),
        load.perSecond(),
        load.atOnce(),
        isLimited ? ", and the signal allows no higher target" : "",
        profile);
  }
}
