package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Definitions;
import io.github.cdk8sovms.kubernetes.internal.JsiiAssembly;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.validation.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.jsii.Jsii;
import software.amazon.jsii.JsiiEngine;
import software.amazon.jsii.JsiiObject;
import software.constructs.Construct;

/**
 * A construct of this library. It is created in one call to Node, together with all its objects: a
 * call takes about as long as writing ten objects, so that a fleet would wait for little else.
 */
@Jsii(module = JsiiAssembly.class, fqn = Component.FQN)
public abstract class Component extends Construct {
  static final String FQN = "cdk8s-ovms.Component";

  private final Definitions definitions;
  private List<Finding> findings;

  /** Creates the construct and its objects. */
  protected Component(Placement placement, ApiObjects objects) {
    super(JsiiObject.InitializationMode.JSII);
    this.definitions = objects.definitions();
    this.findings = definitions.check(placement::path, placement.patches(), placement.onObjects());
    JsiiEngine.getInstance()
        .createNewObject(this, placement.scope(), placement.id(), definitions.toJson());
    definitions.createdIn(this);
  }

  /** Warnings; they did not stop synthesis. */
  public final List<Finding> findings() {
    return findings;
  }

  /** Adds the warnings on its options, which were checked before. */
  final void warned(List<Finding> warnings) {
    List<Finding> all = new ArrayList<>(warnings);
    all.addAll(findings);
    this.findings = List.copyOf(all);
  }

  /** The images that its objects name. */
  final Set<String> images() {
    return definitions.images();
  }
}
