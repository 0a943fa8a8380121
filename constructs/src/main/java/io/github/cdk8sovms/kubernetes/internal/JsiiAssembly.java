package io.github.cdk8sovms.kubernetes.internal;

import java.util.List;
import software.amazon.jsii.JsiiModule;

/** The part of this library that runs in Node: {@code src/main/jsii}. */
public final class JsiiAssembly extends JsiiModule {
  /** Loaded by jsii. */
  public JsiiAssembly() {
    super("cdk8s-ovms", "0.1.0", JsiiAssembly.class, "cdk8s-ovms.jsii.tgz");
  }

  @Override
  protected List<Class<? extends JsiiModule>> getDependencies() {
    return List.of(
        software.constructs.$Module.class, org.cdk8s.$Module.class, org.cdk8s.plus34.$Module.class);
  }

  /** Called for objects that Node creates; those of this library are created from Java. */
  @Override
  protected Class<?> resolveClass(String fqn) throws ClassNotFoundException {
    throw new ClassNotFoundException("Unknown jsii type: " + fqn);
  }
}
