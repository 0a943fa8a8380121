package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.ChartObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ImageMirror;
import io.github.cdk8sovms.kubernetes.internal.KeyedOptions;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.NodeJs;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * Options of every construct: name, labels, annotations and patches. A construct is validated
 * first, then created completely or not at all.
 *
 * @param <B> the builder itself
 */
public abstract class ConstructBuilder<B extends ConstructBuilder<B>> {
  private final Construct scope;
  private final String id;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();
  private final List<Patch> patches = new ArrayList<>();
  private final KeyedOptions keyed = new KeyedOptions();
  private String name;

  /** Starts a construct below a chart or another construct. */
  protected ConstructBuilder(Construct scope, String id) {
    NodeJs.require();
    this.scope = given(scope, "create", "scope");
    this.id = given(id, "create", "id");
    this.name = id;
  }

  /** Sets the name of the main object. Default: the construct's id. Other names derive from it. */
  public B name(String objectName) {
    this.name = given(objectName, "name");
    return self();
  }

  /**
   * Adds a label to every object and to the pods of workloads. Labels that selectors use cannot be
   * replaced.
   */
  public B label(String key, String value) {
    labels.put(given(key, "label", "key"), given(value, "label", "value"));
    keyed.add("labels", key, value);
    return self();
  }

  /** Adds an annotation to every object, but not to pods. */
  public B annotation(String key, String value) {
    annotations.put(given(key, "annotation", "key"), given(value, "annotation", "value"));
    keyed.add("annotations", key, value);
    return self();
  }

  /**
   * Patches objects of this construct, for fields without an option. Patches are applied last, in
   * the order of the calls.
   *
   * @see Patch
   */
  public B patch(Patch... changes) {
    Patch[] given = given(changes, "patch");
    for (int i = 0; i < given.length; i++) {
      patches.add(given(given[i], "patch", "element " + i));
    }
    return self();
  }

  /**
   * Returns the value of an option, which must not be null; for options of a superclass of several
   * builders, which {@link Required} could not name.
   */
  protected final <T> T given(@Nullable T value, String option) {
    return given(value, option, "");
  }

  protected final <T> T given(@Nullable T value, String option, String parameter) {
    return value == null
        ? Required.nonNull(value, Required.nameOf(getClass()) + "." + option, parameter)
        : value;
  }

  /** Returns what was given by key, so that a second value for a key is reported. */
  protected final KeyedOptions keyed() {
    return keyed;
  }

  /** Returns this builder, for chaining. */
  protected abstract B self();

  /** Validates all options, including required ones that are missing. */
  protected void check(Findings findings) {
    findings.require(
        !id.isEmpty(),
        FindingCode.INVALID_NAME,
        "id",
        quote(id) + " is not an id; a construct below another one needs one",
        "Write an id such as \"resnet\".");
    findings.require(
        chart().isPresent(),
        FindingCode.MISSING,
        "scope",
        "this construct is not in a chart, and only charts become manifests",
        "Create it in a chart: new Chart(app, \"shop\").");
    Names.check(findings, "name", name);
    Labels.check(findings, labels);
    Labels.checkAnnotations(findings, annotations);
    keyed.check(findings);
    patches.forEach(patch -> patch.check(findings));
  }

  /**
   * Validates the options, then resolves them to a specification, which later changes of the
   * builder do not affect, and creates the construct from it.
   *
   * @param spec resolves the options; called only if they are valid
   * @param construct calls the constructor
   * @throws InvalidConfigurationException if anything is invalid; no object is created
   */
  protected final <S, C extends Component> C create(Supplier<S> spec, Function<S, C> construct) {
    Findings findings = Findings.at(this::path);
    check(findings);
    return create(findings, spec, construct);
  }

  /**
   * Validates the options that are common to constructs, validates and resolves the others to a
   * specification, and creates the construct from it.
   *
   * @param resolve adds its findings; returns empty only with an error
   * @param construct calls the constructor
   * @throws InvalidConfigurationException if anything is invalid; no object is created
   */
  protected final <S, C extends Component> C create(
      Function<Findings, Optional<S>> resolve, Function<S, C> construct) {
    Findings findings = Findings.at(this::path);
    check(findings);
    Optional<S> spec = resolve.apply(findings);
    return create(findings, spec::orElseThrow, construct);
  }

  private <S, C extends Component> C create(
      Findings findings, Supplier<S> spec, Function<S, C> construct) {
    List<Finding> warnings = findings.orThrow();
    try {
      C created = construct.apply(spec.get());
      created.warned(warnings);
      chart().ifPresent(this::noteCreated);
      return created;
    } catch (RuntimeException e) { // as jsii passes on an error of Node
      throw isIdTaken(e) ? idTaken() : e;
    }
  }

  /** Records in the chart what was created. */
  void noteCreated(ChartObjects objects) {}

  /** Returns the configured labels. */
  final Map<String, String> labels() {
    return labels;
  }

  /** Returns the annotations of every object. */
  final Map<String, String> annotations() {
    return annotations;
  }

  /** Returns the name of the main object. */
  protected final String name() {
    return name;
  }

  /** Returns whether the chart creates the namespace, so that it has no foreign objects. */
  protected final boolean makesNamespace(String namespace) {
    return chart().map(objects -> objects.makes("Namespace", namespace)).orElse(false);
  }

  /** Returns the path of the construct of another chart that creates a cluster-scoped object. */
  protected final Optional<String> ownerInAnotherChart(String kind, String name) {
    return chart().flatMap(chart -> chart.ownerInAnotherChart(kind, name));
  }

  /** Returns the chart of the objects; empty if the scope has none. */
  final Optional<ChartObjects> chart() {
    return ChartObjects.of(scope);
  }

  /**
   * Returns the placement of the construct.
   *
   * @param namespace the namespace of its objects
   * @param software what its pods run; part of every selector
   * @param role of the component
   */
  protected final Placement placement(String namespace, String software, String role) {
    return new Placement(
        scope,
        id,
        new Identity(name, namespace, Labels.of(software, name, role, labels), annotations),
        pulling(),
        pods(),
        patches.stream().map(Patch::resolved).toList(),
        onObjects());
  }

  private List<String> onObjects() {
    List<String> given = new ArrayList<>();
    if (!labels.isEmpty()) {
      given.add("label");
    }
    if (!annotations.isEmpty()) {
      given.add("annotation");
    }
    if (!patches.isEmpty()) {
      given.add("patch");
    }
    return given;
  }

  /** Returns how images are pulled. */
  ImageMirror pulling() {
    return ImageMirror.AS_NAMED;
  }

  /** Returns the settings of its pods. */
  PodSettings pods() {
    return PodSettings.DEFAULT;
  }

  final String path() {
    return Placement.path(scope, id);
  }

  /** Returns the id in the construct tree, which replaces slashes. */
  private String idInTree() {
    return id.replaceAll("[/\n]", "--");
  }

  private boolean isIdTaken(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .contains("already a Construct with name '" + idInTree() + "'");
  }

  private InvalidConfigurationException idTaken() {
    return new InvalidConfigurationException(
        List.of(
            new Finding(
                FindingCode.DUPLICATE_ID,
                path() + ".id",
                quote(id) + " is the id of another construct in the same place",
                "Set another id for one of them; .name(..) can keep the name of the object.")));
  }
}
