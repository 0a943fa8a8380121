package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Unloading of models that get no requests, a preview of OVMS 2026.4. OVMS keeps one group of
 * models loaded at a time, and a model without a group is one by itself: two models would replace
 * each other with every request. So all models of a server are one group.
 *
 * @param after the time without a request
 * @see <a
 *     href="https://docs.openvino.ai/2026/model-server/ovms_docs_idle_servable_management.html">Idle
 *     servable management</a>
 */
record IdleUnload(Duration after) {
  private static final OvmsVersion SINCE = new OvmsVersion(2026, 4, 0);
  private static final String GROUP = "all";

  void check(Findings findings) {
    Durations.check(findings, "idleUnload", after, Duration.ofMinutes(1), Duration.ofDays(7));
  }

  void checkFor(OvmsVersion version, Findings findings) {
    findings.require(
        version.compareTo(SINCE) >= 0,
        FindingCode.GENERATIVE_RELEASE,
        "idleUnload",
        quote(Durations.text(after))
            + " would not be used: OVMS "
            + version
            + " has no --idle_unload_timeout_seconds, and exits at it",
        "Use OVMS " + SINCE + " or newer, or leave .idleUnload(..) out.");
  }

  String flag() {
    return "--idle_unload_timeout_seconds=" + after.toSeconds();
  }

  /** Returns the entry of one of several models, as a member of the group. */
  static Map<String, Object> inGroup(Map<String, Object> config) {
    Map<String, Object> member = new LinkedHashMap<>(config);
    member.put("group_name", GROUP);
    return member;
  }
}
