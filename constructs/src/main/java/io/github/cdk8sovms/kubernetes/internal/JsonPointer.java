package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A path to a field or an element of an object.
 *
 * @param text as it was written
 * @param segments unescaped; at least one
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
public record JsonPointer(String text, List<String> segments) {
  private static final Pattern WRONG_TILDE = Pattern.compile("~(?![01])");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  public JsonPointer {
    segments = List.copyOf(segments);
  }

  public static JsonPointer parse(String text) {
    if (!Text.isPlain(text)) {
      throw PatchException.syntax(
          quote(text) + " holds characters that a manifest cannot hold", "Leave them out.");
    }
    if (text.isEmpty() || text.equals("/")) {
      throw PatchException.syntax(
          quote(text) + " is not a path of a field; the object as a whole is not patched",
          "Write a path such as \"/spec/template/spec/dnsPolicy\".");
    }
    if (text.charAt(0) != '/') {
      throw PatchException.syntax(
          quote(text) + " is not a JSON pointer, which begins with '/'",
          "Write " + quote(withSlashes(text)) + ".");
    }
    if (WRONG_TILDE.matcher(text).find()) {
      throw PatchException.syntax(
          quote(text) + " has a '~' that is neither \"~0\", a tilde, nor \"~1\", a slash",
          "Write " + quote(WRONG_TILDE.matcher(text).replaceAll("~0")) + " for a tilde.");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : text.substring(1).split("/", -1)) {
      segments.add(segment.replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointer(text, segments);
  }

  /** How {@code spec.replicas}, of kubectl, and {@code spec/replicas} are written here. */
  private static String withSlashes(String text) {
    String path = text.startsWith("$.") ? text.substring(1) : text;
    String slashes =
        path.contains("/") ? path : path.replaceAll("\\[(\\d+)]", ".$1").replace('.', '/');
    return slashes.startsWith("/") ? slashes : "/" + slashes;
  }

  /** A segment as a pointer has it. */
  static String escaped(String segment) {
    return segment.replace("~", "~0").replace("/", "~1");
  }

  /** What the path leads to in an object, whose parent must be there. */
  Location in(Map<String, Object> object) {
    Object parent = object;
    for (int i = 0; i < segments.size() - 1; i++) {
      parent = new Location(this, i, parent).get();
    }
    return new Location(this, segments.size() - 1, parent);
  }

  private String upTo(int segment) {
    return segment == 0
        ? ""
        : segments.subList(0, segment).stream()
            .map(each -> "/" + escaped(each))
            .collect(Collectors.joining());
  }

  /** A field or element of a parent; it need not be there. */
  record Location(JsonPointer path, int depth, Object parent) {
    private String key() {
      return path.segments.get(depth);
    }

    Object get() {
      Object value =
          parent instanceof Map<?, ?> map
              ? map.get(key())
              : parent instanceof List<?> list && isIndex(list.size())
                  ? list.get(Integer.parseInt(key()))
                  : null;
      if (value == null) {
        throw missing();
      }
      return value;
    }

    void add(Object value) {
      if (parent instanceof Map<?, ?>) {
        fields().put(key(), value);
      } else if (parent instanceof List<?> list && key().equals("-")) {
        elements().add(list.size(), value);
      } else if (parent instanceof List<?> list && isIndex(list.size() + 1)) {
        elements().add(Integer.parseInt(key()), value);
      } else {
        throw missing();
      }
    }

    void replace(Object value) {
      get();
      if (parent instanceof Map<?, ?>) {
        fields().put(key(), value);
      } else {
        elements().set(Integer.parseInt(key()), value);
      }
    }

    void remove() {
      get();
      if (parent instanceof Map<?, ?>) {
        fields().remove(key());
      } else {
        elements().remove(Integer.parseInt(key()));
      }
    }

    private boolean isIndex(int end) {
      return INDEX.matcher(key()).matches() && Integer.parseInt(key()) < end;
    }

    private PatchException missing() {
      String above = path.upTo(depth);
      String place = above.isEmpty() ? "the object" : quote(above);
      boolean isLast = depth == path.segments.size() - 1;
      return PatchException.notFound(
          quote(path.text) + " does not exist: " + place + contents(parent, key()),
          parent instanceof Map<?, ?>
              ? isLast
                  ? "Correct the path, or write .add(..) for a new field."
                  : "Correct the path, or add " + quote(path.upTo(depth + 1)) + " first."
              : "Correct the path; an element has an index, and .add(..) takes \"-\" for the end.");
    }

    @SuppressWarnings("unchecked") // objects are trees of PatchValue
    private Map<String, Object> fields() {
      return (Map<String, Object>) parent;
    }

    @SuppressWarnings("unchecked")
    private List<Object> elements() {
      return (List<Object>) parent;
    }
  }

  /** What is there instead of a key. */
  static String contents(@Nullable Object parent, String key) {
    if (parent instanceof Map<?, ?> map) {
      return " has no "
          + quote(key)
          + (map.isEmpty()
              ? ", it is empty"
              : ", it has "
                  + map.keySet().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", ")));
    }
    if (parent instanceof List<?> list) {
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        elements.add(
            i
                + (list.get(i) instanceof Map<?, ?> map && map.get("name") instanceof String name
                    ? " (" + name + ")"
                    : ""));
      }
      return list.isEmpty()
          ? " is an empty list"
          : " is a list with the elements " + String.join(", ", elements);
    }
    return " is the value " + quote(parent);
  }
}
