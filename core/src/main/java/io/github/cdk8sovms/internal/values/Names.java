package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Redaction;
import java.util.regex.Pattern;

/**
 * Kubernetes' rules for names, as in {@code k8s.io/apimachinery/pkg/util/validation}.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object
 *     names</a>
 */
public final class Names {
  /** Maximum length of a DNS label, and thus of a Service name. */
  public static final int LONGEST_LABEL = 63;

  private static final int LONGEST_SUBDOMAIN = 253;
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern DNS_SUBDOMAIN =
      Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*+");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private Names() {}

  /**
   * Checks the name of an object. All objects use the strictest rule, the one for Services, so that
   * a name is valid for all kinds.
   */
  public static void check(Findings findings, String option, String name) {
    findings.require(
        name.length() <= LONGEST_LABEL && DNS_LABEL.matcher(name).matches(),
        FindingCode.INVALID_NAME,
        option,
        quote(name)
            + " is not a DNS label of at most "
            + LONGEST_LABEL
            + " characters; it must be lowercase letters, digits and '-', start with a letter"
            + " and end with a letter or digit",
        "Write a name such as \"resnet-50\".");
  }

  /**
   * Checks that a name leaves room for a suffix.
   *
   * @param appended the length of the suffix
   * @param reason a clause with the suffix and its purpose
   */
  public static void checkRoom(
      Findings findings, String option, String name, int appended, String reason) {
    int longest = LONGEST_LABEL - appended;
    findings.require(
        name.length() <= longest || name.length() > LONGEST_LABEL,
        FindingCode.INVALID_NAME,
        option,
        quote(name)
            + " is too long: "
            + reason
            + ", so at most "
            + longest
            + " characters are left",
        "Write a shorter name.");
  }

  /** Checks the name of an existing object, such as a Secret: a DNS subdomain. */
  public static void checkReference(Findings findings, String option, String name) {
    findings.require(
        name.length() <= LONGEST_SUBDOMAIN && DNS_SUBDOMAIN.matcher(name).matches(),
        FindingCode.INVALID_NAME,
        option,
        quote(name)
            + " is not a valid object name; it must be lowercase letters, digits, '-' and '.',"
            + " and start and end with a letter or digit",
        "Write the name as shown by kubectl.");
  }

  /**
   * Checks the name of an existing Secret, and a key in it. A token in place of the name is not
   * repeated in the report.
   */
  public static void checkSecret(Findings findings, String option, String name, String key) {
    if (Redaction.isKey(name)) {
      findings.add(
          FindingCode.INVALID_NAME,
          option,
          "a key or token is given in place of the name of its Secret; the manifest would contain it",
          "Run kubectl create secret generic my-secret --from-literal="
              + key
              + "=.., and write \"my-secret\".");
    } else {
      checkReference(findings, option, name);
    }
    checkKey(findings, option, key);
  }

  /** Checks a key of a ConfigMap or Secret, which is a file name in mounts. */
  public static void checkKey(Findings findings, String option, String key) {
    findings.require(
        key.length() <= LONGEST_SUBDOMAIN
            && CONFIG_KEY.matcher(key).matches()
            && !key.equals(".")
            && !key.startsWith(".."),
        FindingCode.INVALID_NAME,
        option,
        quote(key) + " is not a key; keys are letters, digits, '-', '_' and '.'",
        "Write a key such as \"config.json\".");
  }

  /** Checks a name that has a domain before it, such as {@code example.com/internal}. */
  public static void checkQualified(Findings findings, String option, String name) {
    findings.require(
        Labels.isQualified(name),
        FindingCode.INVALID_NAME,
        option,
        quote(name) + " is not a name with a domain before it",
        "Write a name such as \"example.com/internal\".");
  }
}
