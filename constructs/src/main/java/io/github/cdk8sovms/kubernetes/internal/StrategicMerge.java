package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Merges fields into an object as Kubernetes does with a strategic merge patch. */
record StrategicMerge(MergeKeys keys) {
  private static final String DIRECTIVE = "$patch";

  void merge(Map<String, Object> object, Map<String, Object> fields) {
    merge(object, fields, List.of());
  }

  private void merge(Map<String, Object> target, Map<?, ?> patch, List<String> path) {
    checkDirectives(patch, path);
    if ("replace".equals(patch.get(DIRECTIVE))) {
      target.clear();
      target.putAll(withoutDirectives(patch, path));
      return;
    }
    patch.forEach(
        (key, value) -> {
          if (!key.equals(DIRECTIVE)) {
            mergeField(target, (String) key, value, MergeKeys.under(path, (String) key));
          }
        });
    if (keys.isRetained(path)) {
      target.keySet().removeIf(key -> !key.equals("name") && !patch.containsKey(key));
    }
  }

  private void mergeField(
      Map<String, Object> target, String key, @Nullable Object value, List<String> path) {
    Object present = target.get(key);
    if (value == PatchValue.NULL || isDelete(value)) {
      if (present == null) {
        throw PatchException.notFound(
            quote(pointer(path)) + " does not exist: its parent" + contents(target, key),
            "Correct the field, or leave it out of the merge.");
      }
      target.remove(key);
    } else if (value instanceof Map<?, ?> map) {
      if (present instanceof Map<?, ?>) {
        merge(fields(present), map, path);
      } else {
        target.put(key, withoutDirectives(map, path));
      }
    } else if (value instanceof List<?> list) {
      Optional<String> mergeKey = keys.keyOf(path);
      if (mergeKey.isEmpty()) {
        target.put(key, elements(list, path));
      } else {
        List<Object> merged =
            present instanceof List<?> before ? new ArrayList<>(before) : new ArrayList<>();
        mergeList(merged, list, mergeKey.get(), path);
        target.put(key, merged);
      }
    } else {
      target.put(key, value);
    }
  }

  private void mergeList(List<Object> target, List<?> patch, String key, List<String> path) {
    if (patch.stream().anyMatch(each -> each instanceof Map<?, ?> map && isReplaceOnly(map))) {
      target.clear();
    }
    for (Object element : patch) {
      if (element instanceof Map<?, ?> map && isReplaceOnly(map)) {
        continue;
      }
      if (!(element instanceof Map<?, ?> map) || map.get(key) == null) {
        throw PatchException.syntax(
            "an element of "
                + quote(pointer(path))
                + " has no "
                + quote(key)
                + ", by which Kubernetes merges this list",
            "Write " + quote(key + ":") + " in each element.");
      }
      mergeElement(target, map, key, path);
    }
  }

  private void mergeElement(List<Object> target, Map<?, ?> patch, String key, List<String> path) {
    List<String> elementPath = MergeKeys.under(path, MergeKeys.ELEMENT);
    Optional<Map<?, ?>> present =
        target.stream()
            .<Map<?, ?>>mapMulti(
                (element, sink) -> {
                  if (element instanceof Map<?, ?> map
                      && PatchValue.same(map.get(key), patch.get(key))) {
                    sink.accept(map);
                  }
                })
            .findFirst();
    if (isDelete(patch)) {
      target.remove(present.orElseThrow(() -> noElement(target, patch, key, path)));
    } else if (present.isPresent()) {
      merge(fields(present.get()), patch, elementPath);
    } else {
      if (MergeKeys.isContainers(path) && !patch.containsKey("image")) {
        throw noElement(target, patch, key, path);
      }
      target.add(withoutDirectives(patch, elementPath));
    }
  }

  private static PatchException noElement(
      List<Object> target, Map<?, ?> patch, String key, List<String> path) {
    return PatchException.notFound(
        quote(pointer(path))
            + " has no element with the "
            + key
            + " "
            + quote(patch.get(key))
            + ", it has "
            + target.stream()
                .map(element -> element instanceof Map<?, ?> map ? map.get(key) : element)
                .map(String::valueOf)
                .collect(Collectors.joining(", ")),
        "Correct the "
            + key
            + (MergeKeys.isContainers(path) ? "; a new one needs an image." : "."));
  }

  private Map<String, Object> withoutDirectives(Map<?, ?> patch, List<String> path) {
    checkDirectives(patch, path);
    Map<String, Object> fields = new LinkedHashMap<>();
    patch.forEach(
        (key, value) -> {
          if (!key.equals(DIRECTIVE)) {
            mergeField(fields, (String) key, value, MergeKeys.under(path, (String) key));
          }
        });
    return fields;
  }

  private List<Object> elements(List<?> list, List<String> path) {
    List<Object> elements = new ArrayList<>();
    List<String> elementPath = MergeKeys.under(path, MergeKeys.ELEMENT);
    for (Object element : list) {
      elements.add(
          element instanceof Map<?, ?> map
              ? withoutDirectives(map, elementPath)
              : PatchValue.copy(element));
    }
    return elements;
  }

  private static void checkDirectives(Map<?, ?> patch, List<String> path) {
    for (Object key : patch.keySet()) {
      boolean isKnown =
          key.equals(DIRECTIVE)
              && List.of("merge", "replace", "delete").contains(String.valueOf(patch.get(key)));
      if (String.valueOf(key).startsWith("$") && !isKnown) {
        throw PatchException.syntax(
            quote(key + ": " + patch.get(key))
                + " in "
                + quote(pointer(path))
                + " is not a directive that this library applies",
            "Write \"$patch: delete\" or \"$patch: replace\", or use .replace(..) and .remove(..).");
      }
    }
  }

  private static boolean isDelete(@Nullable Object value) {
    return value instanceof Map<?, ?> map && "delete".equals(map.get(DIRECTIVE));
  }

  private static boolean isReplaceOnly(Map<?, ?> element) {
    return element.size() == 1 && "replace".equals(element.get(DIRECTIVE));
  }

  private static String contents(Map<String, Object> target, String key) {
    return JsonPointer.contents(target, key);
  }

  private static String pointer(List<String> path) {
    return path.isEmpty()
        ? "/"
        : path.stream()
            .map(segment -> "/" + JsonPointer.escaped(segment))
            .collect(Collectors.joining());
  }

  @SuppressWarnings("unchecked") // objects are trees of PatchValue
  private static Map<String, Object> fields(Object map) {
    return (Map<String, Object>) map;
  }
}
