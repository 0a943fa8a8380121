package io.github.cdk8sovms.kubernetes;

import java.util.function.Supplier;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/** An object that a construct emits; it is fetched from Node only when somebody asks for it. */
public final class ObjectRef<T extends ApiObject> {
  private final Supplier<Construct> owner;
  private final String id;
  private final Class<T> type;

  ObjectRef(Supplier<Construct> owner, String id, Class<T> type) {
    this.owner = owner;
    this.id = id;
    this.type = type;
  }

  /** The object. */
  public T get() {
    return type.cast(owner.get().getNode().findChild(id));
  }
}
