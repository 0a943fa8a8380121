package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.Patch;
import java.util.Map;

/** One step of a {@link Patch}. */
public sealed interface PatchStep {
  /** The method of {@link Patch} that adds it. */
  String operation();

  /** Changes an object, whose maps and lists can be changed. */
  void applyTo(Map<String, Object> object);

  /** Sets a field or inserts an element. */
  public record Add(JsonPointer path, Object value) implements PatchStep {
    @Override
    public String operation() {
      return "add";
    }

    @Override
    public void applyTo(Map<String, Object> object) {
      path.in(object).add(PatchValue.copy(value));
    }
  }

  /** Replaces a field or element. */
  public record Replace(JsonPointer path, Object value) implements PatchStep {
    @Override
    public String operation() {
      return "replace";
    }

    @Override
    public void applyTo(Map<String, Object> object) {
      path.in(object).replace(PatchValue.copy(value));
    }
  }

  /** Removes a field or element. */
  public record Remove(JsonPointer path) implements PatchStep {
    @Override
    public String operation() {
      return "remove";
    }

    @Override
    public void applyTo(Map<String, Object> object) {
      path.in(object).remove();
    }
  }

  /** Fails unless a field has a value. */
  public record Test(JsonPointer path, Object expected) implements PatchStep {
    @Override
    public String operation() {
      return "test";
    }

    @Override
    public void applyTo(Map<String, Object> object) {
      Object present = path.in(object).get();
      if (!PatchValue.same(present, expected)) {
        throw PatchException.notFound(
            quote(path.text())
                + " is "
                + shown(present)
                + ", and the patch expects "
                + shown(expected),
            "Adapt the patch to the emitted value.");
      }
    }

    private static String shown(Object value) {
      return quote(value instanceof String ? value : ConfigText.compact(value));
    }
  }

  /** Merges fields. */
  public record Merge(String operation, Map<String, Object> fields) implements PatchStep {
    @Override
    public void applyTo(Map<String, Object> object) {
      new StrategicMerge(MergeKeys.of(object)).merge(object, fields);
    }
  }

  /** A step whose path or value cannot be read. */
  public record Invalid(String operation, PatchException cause) implements PatchStep {
    @Override
    public void applyTo(Map<String, Object> object) {
      throw cause;
    }
  }
}
