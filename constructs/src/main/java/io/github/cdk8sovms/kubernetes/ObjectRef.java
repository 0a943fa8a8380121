package io.github.cdk8sovms.kubernetes;

import java.util.function.Supplier;
import org.cdk8s.ApiObject;
import software.constructs.Construct;

/** An object emitted by a construct; fetched from Node lazily. */
public final class ObjectRef<T extends ApiObject> {
  private final Supplier<Construct> owner;
  private final String id;
  private final Class<T> type;

  ObjectRef(Supplier<Construct> owner, String id, Class<T> type) {
    this.owner = owner;
    this.id = id;
    this.type = type;
  }

  /** Returns the object. */
  public T get() {
    return type.cast(owner.get().getNode().findChild(id));
  }
}
