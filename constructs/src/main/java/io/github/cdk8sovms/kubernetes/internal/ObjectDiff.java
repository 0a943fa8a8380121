package io.github.cdk8sovms.kubernetes.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where two versions of an object differ, field by field. */
final class ObjectDiff {
  private final List<Change> changes = new ArrayList<>();

  private ObjectDiff() {}

  /**
   * A field that differs.
   *
   * @param path keys, and {@code [name]} for the element of a list that has this name
   * @param before null if it was not there
   * @param after null if it is not there any more
   */
  record Change(List<String> path, @Nullable Object before, @Nullable Object after) {
    boolean isUnder(List<String> pattern) {
      if (path.size() < pattern.size()) {
        return false;
      }
      for (int i = 0; i < pattern.size(); i++) {
        boolean matches =
            pattern.get(i).equals(path.get(i))
                || (pattern.get(i).equals("[]") && isElement(path.get(i)));
        if (!matches) {
          return false;
        }
      }
      return true;
    }

    /** The path with the names of elements, such as {@code /spec/containers[ovms]/args}. */
    String place() {
      return path.stream()
          .map(each -> isElement(each) ? each : "/" + JsonPointer.escaped(each))
          .collect(Collectors.joining());
    }
  }

  /** Whether a part of a path is an element of a list and not a key. */
  static boolean isElement(String segment) {
    return segment.startsWith("[") && segment.endsWith("]");
  }

  /** What a path leads to; null if it is not there. */
  static @Nullable Object find(Map<String, Object> object, List<String> path) {
    Object found = object;
    for (String segment : path) {
      found =
          found instanceof Map<?, ?> map
              ? map.get(segment)
              : found instanceof List<?> list ? element(list, segment) : null;
    }
    return found;
  }

  private static @Nullable Object element(List<?> list, String segment) {
    return list.stream()
        .filter(
            each -> each instanceof Map<?, ?> map && segment.equals("[" + map.get("name") + "]"))
        .findFirst()
        .orElse(null);
  }

  static List<Change> between(Map<String, Object> before, Map<String, Object> after) {
    ObjectDiff diff = new ObjectDiff();
    diff.compare(List.of(), before, after);
    return List.copyOf(diff.changes);
  }

  private void compare(List<String> path, @Nullable Object before, @Nullable Object after) {
    if (PatchValue.same(before, after)) {
      return;
    }
    Optional<Map<String, Object>> one = parts(before, after);
    Optional<Map<String, Object>> other = parts(after, before);
    if (one.isEmpty() || other.isEmpty() || one.get().size() + other.get().size() == 0) {
      changes.add(new Change(path, before, after));
      return;
    }
    Set<String> keys = new LinkedHashSet<>(one.get().keySet());
    keys.addAll(other.get().keySet());
    int found = changes.size();
    keys.forEach(
        key -> compare(MergeKeys.under(path, key), one.get().get(key), other.get().get(key)));
    if (changes.size() == found) {
      changes.add(new Change(path, before, after)); // elements in another order
    }
  }

  /** The fields of a map, or the elements of a list by name; none of what is not there. */
  private static Optional<Map<String, Object>> parts(
      @Nullable Object value, @Nullable Object counterpart) {
    if (value == null) {
      return counterpart == null ? Optional.empty() : Optional.of(Map.of());
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> parts.put((String) key, each));
      return counterpart == null || counterpart instanceof Map<?, ?>
          ? Optional.of(parts)
          : Optional.empty();
    }
    boolean isComparable = counterpart == null || counterpart instanceof List<?>;
    if (!(value instanceof List<?> list) || !isComparable || !hasNames(list)) {
      return Optional.empty();
    }
    list.forEach(element -> parts.put("[" + ((Map<?, ?>) element).get("name") + "]", element));
    return Optional.of(parts);
  }

  private static boolean hasNames(List<?> list) {
    Set<Object> names = new HashSet<>();
    return list.stream()
        .allMatch(
            element ->
                element instanceof Map<?, ?> map
                    && map.get("name") instanceof String name
                    && names.add(name));
  }
}
