package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import java.util.Map;

/** One step of a {@link Patch}. */
sealed interface PatchStep {
  /** The method of {@link Patch} that adds it. */
  String operation();

  /** Changes an object, whose maps and lists can be changed. */
  void applyTo(Map<String, Object> object);

  /** Sets a field or inserts an element. */
  record Add(JsonPointer path, Object value) implements PatchStep {
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
  record Replace(JsonPointer path, Object value) implements PatchStep {
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
  record Remove(JsonPointer path) implements PatchStep {
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
  record Test(JsonPointer path, Object expected) implements PatchStep {
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
  record Merge(String operation, Map<String, Object> fields) implements PatchStep {
    @Override
    public void applyTo(Map<String, Object> object) {
      new StrategicMerge(MergeKeys.of(object)).merge(object, fields);
    }
  }

  /** A step whose path or value cannot be read. */
  record Invalid(String operation, PatchException cause) implements PatchStep {
    @Override
    public void applyTo(Map<String, Object> object) {
      throw cause;
    }
  }
}
