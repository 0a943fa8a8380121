package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.cdk8s.ApiObject;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * The objects of one construct before it is created: their definitions, which Node turns into
 * objects in one call, and their names in the chart.
 */
public final class Definitions implements EmittedObjects {
  private final ChartObjects chart;
  private final ImageMirror mirror;
  private final PodSettings pods;
  private final List<Map<String, Object>> objects = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private @Nullable Construct owner;
  private List<PatchedObject> patched = List.of();

  Definitions(ChartObjects chart, ImageMirror mirror, PodSettings pods) {
    this.chart = chart;
    this.mirror = mirror;
    this.pods = pods;
  }

  /** Reserves a name; the namespace is null for cluster-scoped objects. */
  void name(String kind, @Nullable String namespace, String name) {
    names.add(kind + " " + (namespace == null ? "" : namespace + "/") + name);
  }

  /** Adds an object of a kind in cdk8s-plus. */
  <T extends ApiObject> ObjectRef<T> add(String id, Class<T> type, Object props) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("id", id);
    definition.put("type", type.getSimpleName());
    definition.put("props", Structs.plain(props));
    objects.add(definition);
    return new ObjectRef<>(this, id, type);
  }

  /** Adds a cluster-scoped object; otherwise cdk8s would set the chart's namespace. */
  <T extends ApiObject> ObjectRef<T> addClusterWide(String id, Class<T> type, Object props) {
    ObjectRef<T> object = add(id, type, props);
    if (chart.namespace().isPresent()) {
      objects.get(objects.size() - 1).put("clusterWide", true);
    }
    return object;
  }

  /** Adds a custom resource; its spec keeps its order, and may contain structs of cdk8s-plus. */
  ObjectRef<ApiObject> addCustom(String id, Map<String, Object> props, Map<String, Object> spec) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("id", id);
    definition.put("props", props);
    definition.put("spec", Structs.plain(spec));
    objects.add(definition);
    return new ObjectRef<>(this, id, ApiObject.class);
  }

  /** Returns names and objects in the format of the library's part in Node. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("names", names);
    json.put("objects", emitted());
    return ConfigText.compact(json);
  }

  /** Returns the images of all objects, as emitted. */
  public Set<String> images() {
    return ImageMirror.images(emitted());
  }

  /**
   * Applies the patches. Fails if the chart already has an object with one of these names, a patch
   * cannot be applied, an object is too large, or an option applies to no object.
   *
   * @param path the path of the construct
   * @param patches changes of the objects
   * @param onObjects the options that are set and that apply to the objects only
   * @return warnings about patched fields
   */
  public List<Finding> check(
      Supplier<String> path, List<ObjectPatch> patches, List<String> onObjects) {
    chart.requireUnique(names, path);
    Findings findings = Findings.at(path);
    PodFit.check(findings, pods.additions(), objects);
    if (!objects.isEmpty() && !patches.isEmpty()) {
      patched = ObjectPatches.apply(patches, pulled(), findings);
    }
    ObjectSizes.check(findings, emitted());
    if (objects.isEmpty()) {
      onObjects.forEach(option -> addNoObjects(findings, option));
    }
    return findings.orThrow();
  }

  private static void addNoObjects(Findings findings, String option) {
    findings.add(
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " applies to objects, but none are emitted here",
        "Leave ." + option + "(..) out, or set it on the construct that emits the objects.");
  }

  @Override
  public Map<String, Object> fields(String id) {
    Map<String, Object> definition =
        emitted().stream()
            .filter(each -> id.equals(each.get("id")))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no object " + id));
    Map<String, Object> fields = PatchValue.copyOf((Map<?, ?>) definition.get("props"));
    if (definition.get("spec") instanceof Map<?, ?> spec) {
      fields.put("spec", PatchValue.copyOf(spec));
    }
    return fields;
  }

  /** Records that the objects were created. */
  public void createdIn(Construct construct) {
    chart.claim(names, construct);
    owner = construct;
  }

  @Override
  public boolean isPatched(String id, List<String> path) {
    return patched.stream().anyMatch(object -> object.id().equals(id) && object.isPatched(path));
  }

  private List<Map<String, Object>> emitted() {
    return patched.isEmpty()
        ? pulled()
        : patched.stream().map(PatchedObject::toDefinition).toList();
  }

  @SuppressWarnings("unchecked") // renaming images keeps the list of maps
  private List<Map<String, Object>> pulled() {
    List<Map<String, Object>> ordered =
        chart.order().applyTo(objects).stream().map(this::withAdditions).toList();
    return mirror.equals(ImageMirror.AS_NAMED)
        ? ordered
        : (List<Map<String, Object>>) mirror.applyTo(ordered);
  }

  private Map<String, Object> withAdditions(Map<String, Object> definition) {
    return pods.additions().areNone()
        ? definition
        : PodLayout.of(definition)
            .map(layout -> layout.added(definition, pods.additions(), pods.pullPolicy()))
            .orElse(definition);
  }

  @Override
  public Construct owner() {
    return Objects.requireNonNull(owner, "the construct is created after its definitions");
  }
}
