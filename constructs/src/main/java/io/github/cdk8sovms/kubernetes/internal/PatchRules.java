package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.internal.ObjectDiff.Change;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes that patches must not make. */
final class PatchRules {
  private static final Set<String> SELECTING =
      Set.of("Deployment", "DaemonSet", "StatefulSet", "Job", "Service", "PodDisruptionBudget");

  /** Maps in which Kubernetes takes text only. */
  private static final Set<String> TEXTS =
      Set.of("labels", "annotations", "matchLabels", "nodeSelector", "binaryData");

  private PatchRules() {}

  /** Reports a value that the API server would refuse. */
  static boolean refuse(PatchedObject object, Change change, Findings findings) {
    return isOfOtherShape(object, change, findings) || isNoText(object, change, findings);
  }

  /** What to do in place of a change that {@link #reference} refuses. */
  static String fix(Change change) {
    if (isType(change)) {
      return "Leave it out, or create another object with cdk8s.";
    }
    if (isOwnMark(change.path()) && change.after() == null) {
      return "Patch single keys, such as \"/metadata/labels/team\", or merge: a map that is replaced"
          + " loses the keys that it had.";
    }
    return change.isUnder(List.of("spec", "scaleTargetRef"))
        ? "Use .target(..)."
        : "Use .name(..) or .namespace(..) of the construct, which change every reference too.";
  }

  private static boolean isType(Change change) {
    return Set.of(List.of("apiVersion"), List.of("kind")).contains(change.path());
  }

  /** Why a change is refused, if other objects refer to the field; else empty. */
  static String reference(String kind, Change change) {
    List<String> path = change.path();
    if (isType(change)) {
      return "is the type of the object";
    }
    if (change.isUnder(List.of("metadata", "name"))
        || change.isUnder(List.of("metadata", "namespace"))) {
      return "is how other objects refer to it";
    }
    if (SELECTING.contains(kind) && change.isUnder(List.of("spec", "selector"))) {
      return "selects the pods of this construct";
    }
    if (change.isUnder(List.of("spec", "scaleTargetRef"))) {
      return "is the target that alerts, dashboard and checks are about";
    }
    return isOwnMark(path) ? "is how selectors and checks of this library find it" : "";
  }

  /** Whether it is a label or annotation of this library. */
  private static boolean isOwnMark(List<String> path) {
    return path.size() > 1
        && Set.of("labels", "annotations").contains(path.get(path.size() - 2))
        && path.get(path.size() - 1).startsWith(Labels.OWN);
  }

  /** A map, a list and a value are never in each other's place. */
  private static boolean isOfOtherShape(PatchedObject object, Change change, Findings findings) {
    if (change.before() == null
        || change.after() == null
        || shape(change.before()).equals(shape(change.after()))) {
      return false;
    }
    findings.add(
        FindingCode.PATCH_SYNTAX,
        object.option(),
        quote(change.place())
            + " of "
            + object
            + " is "
            + shape(change.before())
            + ", and the patch makes it "
            + shape(change.after()),
        "Write " + shape(change.before()) + ".");
    return true;
  }

  private static String shape(@Nullable Object value) {
    return value instanceof Map<?, ?> ? "a map" : value instanceof List<?> ? "a list" : "a value";
  }

  private static boolean isNoText(PatchedObject object, Change change, Findings findings) {
    List<String> path = change.path();
    Object value = change.after();
    if (value == null || value instanceof String) {
      return false;
    }
    boolean isText =
        (path.size() > 1 && TEXTS.contains(path.get(path.size() - 2)))
            || (object.kind().equals("ConfigMap") && path.size() == 2 && path.get(0).equals("data"))
            || isVariable(path)
            || isOfTrigger(object, path)
            || isListWithNoText(path.get(path.size() - 1), value);
    if (isText) {
      Object wrong =
          value instanceof List<?> list
              ? list.stream().filter(each -> !(each instanceof String)).findFirst().orElseThrow()
              : value;
      findings.add(
          FindingCode.PATCH_SYNTAX,
          object.option(),
          quote(change.place())
              + " of "
              + object
              + " has "
              + quote(wrong)
              + ", a "
              + (wrong instanceof Boolean
                  ? "boolean"
                  : wrong instanceof Number ? "number" : "value")
              + ", where Kubernetes takes text",
          "Write it in quotes.");
    }
    return isText;
  }

  private static boolean isVariable(List<String> path) {
    int last = path.size() - 1;
    return last > 2 && path.get(last).equals("value") && path.get(last - 2).equals("env");
  }

  /** Settings of a trigger of KEDA, such as its threshold. */
  private static boolean isOfTrigger(PatchedObject object, List<String> path) {
    return object.kind().equals("ScaledObject")
        && path.contains("triggers")
        && path.get(path.size() - 2).equals("metadata");
  }

  private static boolean isListWithNoText(String field, Object value) {
    return Set.of("args", "command").contains(field)
        && value instanceof List<?> list
        && list.stream().anyMatch(each -> !(each instanceof String));
  }
}
