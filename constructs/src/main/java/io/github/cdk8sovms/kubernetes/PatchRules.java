package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ObjectDiff.Change;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes that patches must not make. */
final class PatchRules {
  private static final Set<String> SELECTING =
      Set.of("Deployment", "StatefulSet", "Job", "Service", "PodDisruptionBudget");

  /** Maps in which Kubernetes takes text only. */
  private static final Set<String> TEXTS =
      Set.of("labels", "annotations", "matchLabels", "nodeSelector", "binaryData");

  private static final List<String> ENVIRONMENT =
      List.of("spec", "template", "spec", "*", "[]", "env", "[]", "value");

  private PatchRules() {}

  /** Reports a change that is refused. */
  static boolean refuse(PatchedObject object, Change change, Findings findings) {
    return isReferredTo(object, change, findings)
        || isOfOtherShape(object, change, findings)
        || isNoText(object, change, findings);
  }

  private static boolean isReferredTo(PatchedObject object, Change change, Findings findings) {
    String reason = reference(object, change);
    if (reason.isEmpty()) {
      return false;
    }
    findings.add(
        FindingCode.PATCH_OF_REFERENCE,
        object.option(),
        quote(change.place()) + " of " + object + " " + reason + "; a patch cannot change it",
        change.isUnder(List.of("spec", "scaleTargetRef"))
            ? "Use .target(..)."
            : "Use .name(..) or .namespace(..) of the construct, which change every reference too.");
    return true;
  }

  private static String reference(PatchedObject object, Change change) {
    List<String> path = change.path();
    if (path.size() == 1 && Set.of("apiVersion", "kind").contains(path.get(0))) {
      return "says what the object is";
    }
    if (change.isUnder(List.of("metadata", "name"))
        || change.isUnder(List.of("metadata", "namespace"))) {
      return "is how other objects refer to it";
    }
    if (SELECTING.contains(object.kind()) && change.isUnder(List.of("spec", "selector"))) {
      return "selects the pods of this construct, as other objects do";
    }
    if (change.isUnder(List.of("spec", "scaleTargetRef"))) {
      return "is the target that alerts, dashboard and checks are about";
    }
    boolean isOwnMark =
        path.size() > 1
            && Set.of("labels", "annotations").contains(path.get(path.size() - 2))
            && path.get(path.size() - 1).startsWith(Labels.OWN);
    return isOwnMark ? "is a mark by which selectors and checks of this library find it" : "";
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
            || (change.isUnder(ENVIRONMENT) && path.size() == ENVIRONMENT.size())
            || isListWithNoText(path.get(path.size() - 1), value);
    if (isText) {
      findings.add(
          FindingCode.PATCH_SYNTAX,
          object.option(),
          quote(change.place())
              + " of "
              + object
              + " is "
              + quote(value)
              + ", and Kubernetes takes only text there",
          "Write it in quotes: " + quote(value) + ".");
    }
    return isText;
  }

  private static boolean isListWithNoText(String field, Object value) {
    return Set.of("args", "command").contains(field)
        && value instanceof List<?> list
        && list.stream().anyMatch(each -> !(each instanceof String));
  }
}
