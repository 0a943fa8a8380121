package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.Findings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * What every construct of this library can be told: name, namespace, labels, annotations and the
 * Kubernetes version.
 *
 * @param <B> the builder itself
 */
public abstract class ComponentBuilder<B extends ComponentBuilder<B>> {
  private final Construct scope;
  private final String id;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();
  private String name;
  private @Nullable String namespace;
  private KubernetesVersion kubernetes = KubernetesVersion.OLDEST;

  /** Starts a construct below a chart or another construct. */
  protected ComponentBuilder(Construct scope, String id) {
    this.scope = Objects.requireNonNull(scope, "scope");
    this.id = Objects.requireNonNull(id, "id");
    this.name = id;
  }

  /** Names the main object. Default: the construct's id. Others derive their names from it. */
  public B name(String objectName) {
    this.name = Objects.requireNonNull(objectName, "name");
    return self();
  }

  /** Puts all namespaced objects into a namespace. Default: {@code default}. */
  public B namespace(String existing) {
    this.namespace = Objects.requireNonNull(existing, "namespace");
    return self();
  }

  /** Puts all namespaced objects into a namespace that this program creates. */
  public B namespace(Namespace created) {
    return namespace(created.name());
  }

  /** Adds a label to every object and pod. Labels that selectors use cannot be replaced. */
  public B label(String key, String value) {
    labels.put(key, value);
    return self();
  }

  /** Adds an annotation to every object. */
  public B annotation(String key, String value) {
    annotations.put(key, value);
    return self();
  }

  /**
   * Says what the oldest cluster runs, so that newer features may be used. Default: {@link
   * KubernetesVersion#OLDEST}, with which everything emitted works everywhere.
   */
  public B kubernetes(KubernetesVersion version) {
    this.kubernetes = Objects.requireNonNull(version, "kubernetes");
    return self();
  }

  /** This builder, for chaining. */
  protected abstract B self();

  /** A collection for this construct's findings; their paths start with the construct's. */
  protected final Findings findings() {
    return Findings.at(() -> scope.getNode().getPath() + "/" + id);
  }

  /** Checks what this class holds. */
  protected void check(Findings findings) {
    Names.check(findings, "name", name);
    Names.check(findings, "namespace", namespace());
    Labels.check(findings, labels);
    Labels.checkAnnotations(findings, annotations);
    kubernetes.check(findings, "kubernetes");
  }

  /** The name of the main object. */
  protected final String name() {
    return name;
  }

  /** The namespace of the new construct. */
  protected final String namespace() {
    return namespace == null ? defaultNamespace() : namespace;
  }

  /** The namespace if none was given. */
  protected String defaultNamespace() {
    return "default";
  }

  /** The version of the oldest cluster. */
  protected final KubernetesVersion kubernetes() {
    return kubernetes;
  }

  /**
   * Where the new construct goes.
   *
   * @param software what its pods run, or what it is; half of every selector
   * @param role what it does for the whole
   */
  protected final Placement placement(String software, String role) {
    return new Placement(
        scope,
        id,
        new Identity(name, namespace(), Labels.of(software, name, role, labels), annotations));
  }
}
