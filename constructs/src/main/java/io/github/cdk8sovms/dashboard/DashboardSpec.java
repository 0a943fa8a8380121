package io.github.cdk8sovms.dashboard;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dashboard.
 *
 * @param placement its place in the construct tree, and its names
 * @param prometheus that its panels query
 * @param delivery the kind of object that contains it
 * @param folder in Grafana; empty for none
 * @param uid unique in Grafana
 * @param json the dashboard
 */
record DashboardSpec(
    Placement placement,
    Prometheus prometheus,
    Delivery delivery,
    String folder,
    String uid,
    String json) {
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private static final int MAX_TEXT_LENGTH = 189;

  /**
   * Checks what a builder was given, and resolves it.
   *
   * @return empty if no autoscaler is given, which is among the findings
   */
  static Optional<DashboardSpec> resolve(
      Placement placement, DashboardChoices given, Findings findings) {
    String uid = given.uid == null ? uid(placement.identity()) : given.uid;
    findings.require(
        UID.matcher(uid).matches(),
        FindingCode.DASHBOARD_UID,
        "uid",
        quote(uid) + " is not a valid UID; it must be up to 40 letters, digits, '-' and '_'",
        "Set a UID such as \"ovms-shop\", or leave .uid(..) out.");
    checkText(findings, "title", given.title);
    if (!given.folder.isEmpty()) {
      checkText(findings, "folder", given.folder);
    }
    Urls.checkHttp(findings, "runbookBase", given.runbookBase, "https://example.com/runbooks");
    given.delivery().check(findings, given.folder);
    if (given.operator != null) {
      given.sidecarOptions.forEach(option -> addNoEffect(findings, option));
    }
    if (given.autoscalers.isEmpty()) {
      findings.add(
          FindingCode.MISSING,
          "autoscaler",
          "no autoscaler is given; a dashboard needs at least one",
          "Add .autoscaler(autoscaler).");
      return Optional.empty();
    }
    String json = given.panels().dashboard(uid, given.title, given.runbookBase).json();
    given.panels().check(findings, json);
    return Optional.of(
        new DashboardSpec(
            placement,
            given.settings().get(0).prometheus(),
            given.delivery(),
            given.folder,
            uid,
            json));
  }

  private static String uid(Identity dashboard) {
    return "ovms-" + ConfigText.hash(dashboard.namespace() + "/" + dashboard.name());
  }

  private static void addNoEffect(Findings findings, String option) {
    findings.add(
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " has no effect on a ConfigMap, which this program does not emit",
        "Leave ." + option + "(..) out.");
  }

  private static void checkText(Findings findings, String option, String text) {
    findings.require(
        !text.isBlank()
            && text.length() <= MAX_TEXT_LENGTH
            && Text.isPlain(text)
            && text.chars().noneMatch(c -> c == '/' || c == '\n' || c == '\t'),
        FindingCode.DASHBOARD_TEXT,
        option,
        quote(text)
            + " is not a valid "
            + option
            + "; it must be one line of at most "
            + MAX_TEXT_LENGTH
            + " characters without '/'",
        "Write a " + option + " such as \"Model servers\".");
  }

  /** Returns a unique file name: the sidecar writes all ConfigMaps to one directory. */
  String file() {
    return placement.identity().namespace() + "-" + placement.identity().name() + ".json";
  }
}
