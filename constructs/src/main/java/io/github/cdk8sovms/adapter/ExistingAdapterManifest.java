package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import java.util.List;
import org.cdk8s.ApiObject;

/**
 * An adapter of another owner: emits nothing of it, only the NetworkPolicy that admits it to the
 * library's Prometheus.
 */
record ExistingAdapterManifest(ExistingAdapterSpec spec) implements AdapterManifest {

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    return AdapterNetwork.createForExisting(objects, spec);
  }

  @Override
  public String content() {
    return RulesFragment.of(spec.placement().identity(), spec.rules());
  }

  @Override
  public int bytesOfOthers() {
    return 0;
  }

  @Override
  public void update() {}
}
