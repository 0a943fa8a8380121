package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Typo;
import io.github.cdk8sovms.kubernetes.internal.ObjectDiff.Change;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.KubeDeploymentProps;
import org.jspecify.annotations.Nullable;

/**
 * Checks patched fields against the types that cdk8s-plus has for them: what the API server cannot
 * decode is refused, and a field that is not known is warned of, since a newer Kubernetes may have
 * it. Custom resources have no types.
 */
final class FieldTypes {
  /** The release of Kubernetes whose API cdk8s-plus has. */
  private static final String RELEASE =
      KubeDeploymentProps.class.getPackageName().replaceFirst(".*plus(\\d+).*", "1.$1");

  private final PatchedObject object;
  private final Findings findings;

  private FieldTypes(PatchedObject object, Findings findings) {
    this.object = object;
    this.findings = findings;
  }

  static void check(PatchedObject object, Change change, Findings findings) {
    if (change.after() == null) {
      return;
    }
    FieldTypes types = new FieldTypes(object, findings);
    Type type = object.type().map(Type.class::cast).orElse(Object.class);
    String place = "";
    for (String segment : change.path()) {
      place += ObjectDiff.isElement(segment) ? segment : "/" + JsonPointer.escaped(segment);
      Optional<Type> inner = inner(type, segment);
      if (inner.isEmpty()) {
        types.addUnknown(place, segment, type);
        return;
      }
      type = inner.get();
    }
    types.check(place, type, change.after());
  }

  /** The type of a field or element; empty if the type has no such field. */
  private static Optional<Type> inner(Type type, String segment) {
    if (FieldKind.isStruct(type)) {
      return Structs.type((Class<?>) type, segment);
    }
    return Optional.of(
        type instanceof ParameterizedType collection ? valueOf(collection) : Object.class);
  }

  private void check(String place, Type type, @Nullable Object value) {
    FieldKind kind = FieldKind.of(type);
    if (!kind.accepts(value)) {
      addWrongType(place, kind, value);
    } else if (FieldKind.isStruct(type) && value instanceof Map<?, ?> fields) {
      fields.forEach(
          (key, each) -> {
            String inner = place + "/" + JsonPointer.escaped((String) key);
            Structs.type((Class<?>) type, (String) key)
                .ifPresentOrElse(
                    known -> check(inner, known, each),
                    () -> addUnknown(inner, (String) key, type));
          });
    } else if (type instanceof ParameterizedType collection && value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) ->
              check(place + "/" + JsonPointer.escaped((String) key), valueOf(collection), each));
    } else if (type instanceof ParameterizedType collection && value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(place + "/" + i, valueOf(collection), list.get(i));
      }
    }
  }

  private static Type valueOf(ParameterizedType collection) {
    Type[] arguments = collection.getActualTypeArguments();
    return arguments[arguments.length - 1];
  }

  private void addWrongType(String place, FieldKind kind, @Nullable Object value) {
    String shown =
        value instanceof Map<?, ?>
            ? "a map"
            : value instanceof List<?>
                ? "a list"
                : value instanceof String ? "the text " + quote(value) : quote(value);
    findings.add(
        FindingCode.PATCH_TYPE,
        object.option(),
        quote(place) + " of " + object + " has " + shown + ", where Kubernetes takes " + kind,
        "Write " + kind.example() + ".");
  }

  private void addUnknown(String place, String field, Type type) {
    List<String> known = Structs.fields((Class<?>) type);
    findings.add(
        FindingCode.PATCH_UNKNOWN_FIELD,
        object.option(),
        quote(place)
            + " of "
            + object
            + " is not a field of Kubernetes "
            + RELEASE
            + "; an API server that does not know it refuses the object, or drops the field",
        Typo.meant(field, known)
            .map(meant -> "Write " + quote(meant) + ".")
            .orElse(
                "Write one of "
                    + String.join(", ", known)
                    + ", or keep it if your Kubernetes is newer and has it."));
  }
}
