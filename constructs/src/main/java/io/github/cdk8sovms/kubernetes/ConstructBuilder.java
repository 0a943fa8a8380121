package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.NodeJs;
import io.github.cdk8sovms.validation.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * What every construct of this library can be told: name, labels and annotations; and how it comes
 * to be: checked first, then created as a whole or not at all.
 *
 * @param <B> the builder itself
 */
public abstract class ConstructBuilder<B extends ConstructBuilder<B>> implements Cloneable {
  private final Construct scope;
  private final String id;
  private Map<String, String> labels = new LinkedHashMap<>();
  private Map<String, String> annotations = new LinkedHashMap<>();
  private List<Patch> patches = new ArrayList<>();
  private String name;

  /** Starts a construct below a chart or another construct. */
  protected ConstructBuilder(Construct scope, String id) {
    NodeJs.require();
    this.scope = given(scope, "create", "scope");
    this.id = given(id, "create", "id");
    this.name = id;
  }

  /** Names the main object. Default: the construct's id. Others derive their names from it. */
  public B name(String objectName) {
    this.name = given(objectName, "name");
    return self();
  }

  /**
   * Adds a label to every object and to the pods of our own workloads. Labels that selectors use
   * cannot be replaced.
   */
  public B label(String key, String value) {
    labels.put(given(key, "label", "key"), given(value, "label", "value"));
    return self();
  }

  /** Adds an annotation to every object; not to the pods of workloads. */
  public B annotation(String key, String value) {
    annotations.put(given(key, "annotation", "key"), given(value, "annotation", "value"));
    return self();
  }

  /**
   * Changes objects of this construct where it has no option for it, after everything that it
   * writes itself. Patches of several calls are applied in their order.
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

  /** What an option was given, which must not be null. */
  final <T> T given(@Nullable T value, String option) {
    return given(value, option, "");
  }

  final <T> T given(@Nullable T value, String option, String parameter) {
    return value == null
        ? Required.nonNull(value, Required.nameOf(getClass()) + "." + option, parameter)
        : value;
  }

  /** This builder, for chaining. */
  protected abstract B self();

  /** Checks everything that was said, and what was not said but is required. */
  protected void check(Findings findings) {
    findings.require(
        !id.isEmpty(),
        FindingCode.INVALID_NAME,
        "id",
        quote(id) + " is no id: a construct below another one needs one",
        "Write an id such as \"resnet\".");
    findings.require(
        chart().isPresent(),
        FindingCode.MISSING,
        "scope",
        "no chart is above this construct, and only charts become manifests",
        "Create it in a chart: new Chart(app, \"shop\").");
    Names.check(findings, "name", name);
    Labels.check(findings, labels);
    Labels.checkAnnotations(findings, annotations);
    patches.forEach(patch -> patch.check(findings));
  }

  /**
   * Checks everything, then creates the construct. It is made of a copy of this builder, so that
   * nothing that is said afterwards reaches it.
   *
   * @param construct calls the constructor
   * @throws InvalidConfigurationException if anything is wrong; nothing of the construct exists
   */
  protected final <C extends Component> C create(Function<B, C> construct) {
    ConstructBuilder<B> said = copy();
    Findings findings = Findings.at(this::path);
    said.check(findings);
    List<Finding> warnings = findings.orThrow();
    try {
      C created = construct.apply(said.self());
      created.warned(warnings);
      said.chart().ifPresent(said::noteCreated);
      return created;
    } catch (RuntimeException e) { // as jsii passes on an error of Node
      throw isIdTaken(e) ? idTaken() : e;
    }
  }

  /** What was said so far. */
  private ConstructBuilder<B> copy() {
    try {
      @SuppressWarnings("unchecked") // a clone is of the same class
      ConstructBuilder<B> copy = (ConstructBuilder<B>) clone();
      copy.detach();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("it implements Cloneable", e);
    }
  }

  /**
   * Copies what can be changed of what this builder holds; called on a copy, which shares it with
   * the builder that the user has.
   */
  protected void detach() {
    labels = new LinkedHashMap<>(labels);
    annotations = new LinkedHashMap<>(annotations);
    patches = new ArrayList<>(patches);
  }

  /** Notes in its chart what was created. */
  void noteCreated(ChartObjects objects) {}

  /** The labels that were given. */
  final Map<String, String> labels() {
    return labels;
  }

  /** The annotations that every object gets. */
  final Map<String, String> annotations() {
    return annotations;
  }

  /** The name of the main object. */
  protected final String name() {
    return name;
  }

  /** Whether the chart makes a namespace, so that nobody else has anything in it. */
  protected final boolean makesNamespace(String namespace) {
    return chart().map(objects -> objects.makes("Namespace", namespace)).orElse(false);
  }

  /** The path of what makes a cluster-scoped object in another chart of the same app. */
  protected final Optional<String> ownerInAnotherChart(String kind, String name) {
    return chart().flatMap(chart -> chart.ownerInAnotherChart(kind, name));
  }

  /** The chart that the objects belong to; empty if there is none above the scope. */
  final Optional<ChartObjects> chart() {
    return ChartObjects.of(scope);
  }

  /**
   * Where the new construct goes.
   *
   * @param namespace the namespace of its objects
   * @param software what its pods run, or what it is; half of every selector
   * @param role what it does for the whole
   */
  protected final Placement placement(String namespace, String software, String role) {
    return new Placement(
        scope,
        id,
        new Identity(name, namespace, Labels.of(software, name, role, labels), annotations),
        pulling(),
        pods(),
        patches,
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

  /** How images are pulled. */
  ImageMirror pulling() {
    return ImageMirror.AS_NAMED;
  }

  /** What its pods can be told. */
  PodSettings pods() {
    return PodSettings.DEFAULT;
  }

  final String path() {
    return Placement.path(scope, id);
  }

  /** The construct tree has paths, so it keeps ids without slashes. */
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
                "Give one of the two another id; .name(..) can keep the object's name.")));
  }
}
