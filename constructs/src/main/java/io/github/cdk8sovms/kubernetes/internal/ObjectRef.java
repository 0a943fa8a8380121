package io.github.cdk8sovms.kubernetes.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cdk8s.ApiObject;
import org.cdk8s.JsonPatch;

/** An object emitted by a construct; fetched from Node lazily. */
public final class ObjectRef<T extends ApiObject> {
  private final EmittedObjects objects;
  private final String id;
  private final Class<T> type;

  ObjectRef(EmittedObjects objects, String id, Class<T> type) {
    this.objects = objects;
    this.id = id;
    this.type = type;
  }

  /** Returns the object. */
  public T get() {
    return type.cast(objects.owner().getNode().findChild(id));
  }

  /**
   * Returns its fields as they are emitted with the construct: patches are applied, and images come
   * from the mirror. Changes by constructs that are created later are missing.
   */
  public Map<String, Object> fields() {
    return objects.fields(id);
  }

  /**
   * Whether the user patched a field, or something above or below it. What constructs write into
   * their objects later leaves such fields alone: patches are applied last.
   *
   * @param path the keys that lead to the field
   */
  public boolean isPatched(String... path) {
    return objects.isPatched(id, List.of(path));
  }

  /**
   * Replaces a field after the construct was created, unless the user patched it.
   *
   * @param path the keys that lead to the field
   */
  public void replaceLater(Object value, String... path) {
    if (!isPatched(path)) {
      get().addJsonPatch(JsonPatch.replace(pointer(path), value));
    }
  }

  /**
   * Adds a field after the construct was created, unless the user patched it.
   *
   * @param path the keys that lead to the field
   */
  public void addLater(Object value, String... path) {
    if (!isPatched(path)) {
      get().addJsonPatch(JsonPatch.add(pointer(path), value));
    }
  }

  /**
   * Removes a field after the construct was created, unless the user patched it.
   *
   * @param path the keys that lead to the field
   */
  public void removeLater(String... path) {
    if (!isPatched(path)) {
      get().addJsonPatch(JsonPatch.remove(pointer(path)));
    }
  }

  private static String pointer(String... path) {
    return Arrays.stream(path)
        .map(segment -> "/" + JsonPointer.escaped(segment))
        .collect(Collectors.joining());
  }
}
