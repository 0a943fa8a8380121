package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.JsonPointer;
import io.github.cdk8sovms.kubernetes.internal.ObjectPatch;
import io.github.cdk8sovms.kubernetes.internal.PatchException;
import io.github.cdk8sovms.kubernetes.internal.PatchStep;
import io.github.cdk8sovms.kubernetes.internal.PatchValue;
import io.github.cdk8sovms.kubernetes.internal.PatchYaml;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change of one object that a construct emits, for fields without an option. Its steps are
 * applied in their order, after everything that the construct writes itself.
 *
 * <pre>{@code
 * .patch(Patch.of("Deployment").add("/spec/template/spec/dnsPolicy", "None"))
 * }</pre>
 *
 * <p>Paths and values are those of the YAML: a quantity is {@code "8Gi"}, a port {@code 8080} or
 * {@code "http"}, a share {@code "25%"}. Values are text, booleans, finite numbers, lists and maps
 * of these, and the structs of cdk8s-plus.
 *
 * <p>A patch is refused where its object or path does not exist, and where it changes what other
 * objects refer to: kind, name, namespace, and the labels of selectors. {@code findings()} warns
 * where it changes a value that the rest of the library relies on.
 */
public final class Patch {
  private final String kind;
  private final @Nullable String name;
  private final List<PatchStep> steps;

  private Patch(String kind, @Nullable String name, List<PatchStep> steps) {
    this.kind = kind;
    this.name = name;
    this.steps = List.copyOf(steps);
  }

  /**
   * A patch of the only object of a kind that the construct emits.
   *
   * @param kind as in the YAML, such as {@code Deployment}
   */
  public static Patch of(String kind) {
    return new Patch(Required.nonNull(kind, "kind"), null, List.of());
  }

  /**
   * A patch of one of several objects of a kind.
   *
   * @param name its {@code metadata.name}
   */
  public static Patch of(String kind, String name) {
    return new Patch(Required.nonNull(kind, "kind"), Required.nonNull(name, "name"), List.of());
  }

  /**
   * Sets a field whose parent exists, or inserts into a list: before the element of this index, or
   * at the end with {@code -}.
   *
   * @param path a JSON pointer, in which {@code ~1} is a slash and {@code ~0} a tilde
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6902#section-4.1">RFC 6902</a>
   */
  public Patch add(String path, Object value) {
    Required.nonNull(path, "path");
    Required.nonNull(value, "value");
    return with(
        "add", () -> new PatchStep.Add(JsonPointer.parse(path), PatchValue.plain(value, false)));
  }

  /**
   * Replaces a field or element that exists.
   *
   * @param path a JSON pointer
   */
  public Patch replace(String path, Object value) {
    Required.nonNull(path, "path");
    Required.nonNull(value, "value");
    return with(
        "replace",
        () -> new PatchStep.Replace(JsonPointer.parse(path), PatchValue.plain(value, false)));
  }

  /**
   * Removes a field or element that exists.
   *
   * @param path a JSON pointer
   */
  public Patch remove(String path) {
    Required.nonNull(path, "path");
    return with("remove", () -> new PatchStep.Remove(JsonPointer.parse(path)));
  }

  /**
   * Refuses the patch unless a field has this value, so that an index keeps meaning the same
   * element when this library changes.
   *
   * @param path a JSON pointer
   */
  public Patch test(String path, Object value) {
    Required.nonNull(path, "path");
    Required.nonNull(value, "value");
    return with(
        "test", () -> new PatchStep.Test(JsonPointer.parse(path), PatchValue.plain(value, false)));
  }

  /**
   * Merges fields into the object: a strategic merge patch. Maps are merged. Lists are merged by
   * the key that Kubernetes has for them, such as {@code name} of containers, variables and
   * volumes, and replaced where it has none and in custom resources.
   *
   * @param fields without null: {@link #remove} and {@link #mergeYaml} remove fields
   */
  public Patch merge(Map<String, ?> fields) {
    Map<String, ?> given = Required.entries(fields, "fields");
    return with("merge", () -> new PatchStep.Merge("merge", PatchValue.plainMap(given, false)));
  }

  /**
   * Merges YAML into the object, as {@link #merge} does. {@code null} removes a field that exists;
   * {@code $patch: delete} removes an element of a list, and {@code $patch: replace} replaces a map
   * or list.
   *
   * @param yaml one document
   */
  public Patch mergeYaml(String yaml) {
    Required.nonNull(yaml);
    return with("mergeYaml", () -> new PatchStep.Merge("mergeYaml", PatchYaml.parse(yaml)));
  }

  private Patch with(String operation, Supplier<PatchStep> step) {
    List<PatchStep> more = new ArrayList<>(steps);
    try {
      more.add(step.get());
    } catch (PatchException e) {
      more.add(new PatchStep.Invalid(operation, e));
    }
    return new Patch(kind, name, more);
  }

  /** Returns it for the objects of a construct. */
  ObjectPatch resolved() {
    return new ObjectPatch(kind, name, steps);
  }

  /** Checks what can be checked without the object. */
  void check(Findings findings) {
    findings.require(
        !steps.isEmpty(),
        FindingCode.PATCH_SYNTAX,
        resolved().option(),
        "the patch of " + quote(kind) + " has no step",
        "Add .replace(..), .add(..), .remove(..) or .merge(..), or leave the patch out.");
    for (PatchStep step : steps) {
      if (step instanceof PatchStep.Invalid invalid) {
        invalid.cause().addTo(findings, resolved().option() + "." + invalid.operation());
      }
    }
  }

  /** Kind, and name if one was given. */
  @Override
  public String toString() {
    return kind + (name == null ? "" : " " + name);
  }
}
