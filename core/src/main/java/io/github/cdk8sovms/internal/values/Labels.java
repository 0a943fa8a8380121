package io.github.cdk8sovms.internal.values;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The labels of a component: the recommended set of Kubernetes, those of its selectors, then the
 * user's.
 *
 * <p>Selectors use keys of this library only. Other tools also write the recommended labels: Argo
 * CD with label tracking overwrites {@code app.kubernetes.io/instance} on every object (but not on
 * pod templates), so that a ServiceMonitor would no longer select the Service, and Kustomize's
 * common labels would give all components the same selector.
 *
 * @param selector the labels of selectors; never changed, because selectors are immutable
 * @param all all labels, including those of the selector
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">Recommended
 *     labels</a>
 */
public record Labels(Map<String, String> selector, Map<String, String> all) {
  /** The domain of this library's labels and annotations, which must not be replaced. */
  public static final String OWN = "cdk8s-ovms/";

  /** Annotation of a pod template with a hash of its configuration. */
  public static final String CONFIG_HASH = OWN + "config-hash";

  /** The software of a pod; part of every selector. */
  public static final String SOFTWARE = OWN + "software";

  /** The name of the construct's main object; the other part of every selector. */
  public static final String NAME = OWN + "name";

  /** The value of {@link #SOFTWARE} for a model server. */
  public static final String OVMS = "openvino-model-server";

  private static final String RECOMMENDED_NAME = "app.kubernetes.io/name";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final String PART_OF = "app.kubernetes.io/part-of";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The API server accepts 256 KiB in total; the rest is a margin for annotations added later. */
  private static final int MOST_ANNOTATIONS = 250 << 10;

  /** All objects and pods have all labels, and selectors are matched against each. */
  private static final int MOST_LABELS = 64 << 10;

  private static final Pattern NAME_PART =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*+");

  /** Copies both maps, keeping their order. */
  public Labels {
    selector = Collections.unmodifiableMap(new LinkedHashMap<>(selector));
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  /**
   * Returns the labels of a component.
   *
   * @param software the software, such as {@code prometheus}
   * @param instance the name of the construct's main object
   * @param role its role, such as {@code model-server}
   * @param added the user's labels, which may override all but those of the selector
   */
  public static Labels of(
      String software, String instance, String role, Map<String, String> added) {
    Map<String, String> selector = new LinkedHashMap<>();
    selector.put(SOFTWARE, software);
    selector.put(NAME, instance);
    Map<String, String> all = new LinkedHashMap<>();
    all.put(RECOMMENDED_NAME, software);
    all.put(INSTANCE, instance);
    all.put(COMPONENT, role);
    all.put(PART_OF, "openvino-serving");
    all.put(MANAGED_BY, "cdk8s-ovms");
    all.putAll(selector);
    all.putAll(added);
    return new Labels(selector, all);
  }

  /** Returns the same, with additional labels that are not in the selector. */
  public Labels with(Map<String, String> more) {
    Map<String, String> joined = new LinkedHashMap<>(all);
    joined.putAll(more);
    return new Labels(selector, joined);
  }

  /** Checks labels given by a user. */
  public static void check(Findings findings, Map<String, String> labels) {
    check(findings, "labels", labels);
  }

  /** Checks labels given by a user through this option. */
  public static void check(Findings findings, String from, Map<String, String> labels) {
    checkSize(findings, from, labels, MOST_LABELS);
    labels.forEach(
        (key, value) -> {
          String option = from + "[" + key + "]";
          checkOne(findings, option, key, value);
          findings.require(
              !key.startsWith(OWN),
              FindingCode.RESERVED_LABEL,
              option,
              quote(key) + " is one of the labels that selectors of this library use",
              "Choose another key, or rename the construct with .name(..).");
        });
  }

  /** Checks labels of a selector. */
  public static void checkSelector(Findings findings, String option, Map<String, String> labels) {
    labels.forEach((key, value) -> checkOne(findings, option, key, value));
  }

  private static void checkSize(
      Findings findings, String option, Map<String, String> map, int most) {
    long bytes =
        map.entrySet().stream()
            .mapToLong(each -> bytes(each.getKey()) + bytes(each.getValue()))
            .sum();
    findings.require(
        bytes <= most,
        FindingCode.TOO_LARGE,
        option,
        quote(map.size()) + " are " + bytes + " bytes together; an object has at most " + most,
        "Use fewer or shorter ones.");
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void checkOne(Findings findings, String option, String key, String value) {
    findings.require(
        isKey(key) && (value.isEmpty() || isNamePart(value)),
        FindingCode.INVALID_LABEL,
        option,
        quote(key + "=" + value)
            + " is not a label; key and value are at most 63 letters, digits, '-', '_' and"
            + " '.', the key with an optional DNS prefix and '/'",
        "Write a label such as \"team\", \"vision\".");
  }

  /** Returns whether a text is a valid label value. */
  public static boolean isValue(String text) {
    return isNamePart(text);
  }

  /** Checks a label value. */
  public static void checkValue(Findings findings, String option, String value) {
    findings.require(
        isNamePart(value),
        FindingCode.INVALID_LABEL,
        option,
        quote(value) + " is not a label value of at most 63 letters, digits, '-', '_' and '.'",
        "Write a value such as \"prometheus\".");
  }

  /** Checks annotations given by a user. Their values are free text. */
  public static void checkAnnotations(Findings findings, Map<String, String> annotations) {
    checkAnnotations(findings, "annotations", annotations);
  }

  /** Checks annotations given by a user through this option. */
  public static void checkAnnotations(
      Findings findings, String from, Map<String, String> annotations) {
    checkSize(findings, from, annotations, MOST_ANNOTATIONS);
    annotations.forEach(
        (key, value) ->
            findings.require(
                Text.isPlain(value),
                FindingCode.INVALID_ANNOTATION,
                from + "[" + key + "]",
                quote(value) + " contains characters that a manifest cannot represent",
                "Remove control characters."));
    annotations
        .keySet()
        .forEach(
            key ->
                findings.require(
                    isKey(asciiLowerCase(key)),
                    FindingCode.INVALID_ANNOTATION,
                    from + "[" + key + "]",
                    quote(key)
                        + " is not an annotation key; it is at most 63 letters, digits, '-', '_'"
                        + " and '.', with an optional DNS prefix and '/'",
                    "Write a key such as \"example.com/owner\"."));
  }

  /** Returns whether this is a name with a domain prefix, like resources of device plugins. */
  public static boolean isQualified(String name) {
    return name.indexOf('/') > 0 && isKey(name);
  }

  private static boolean isKey(String key) {
    int slash = key.indexOf('/');
    return isNamePart(key.substring(slash + 1))
        && (slash < 0 || (slash <= 253 && PREFIX.matcher(key.substring(0, slash)).matches()));
  }

  /** The API server compares annotation keys case-insensitively. */
  private static String asciiLowerCase(String key) {
    StringBuilder lower = new StringBuilder(key);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      lower.setCharAt(i, c >= 'A' && c <= 'Z' ? Character.toLowerCase(c) : c);
    }
    return lower.toString();
  }

  private static boolean isNamePart(String text) {
    return text.length() <= 63 && NAME_PART.matcher(text).matches();
  }
}
