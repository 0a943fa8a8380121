package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import java.util.List;
import org.cdk8s.ApiObject;

/** Nothing of an adapter of another owner; only a Prometheus of ours lets it in. */
record UntouchedAdapter(AdapterOptions options, AdapterRules rules) implements AdapterObjects {

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    return AdapterNetwork.createForExisting(objects, options);
  }

  @Override
  public String content() {
    return RulesFragment.of(options.identity(), rules);
  }

  @Override
  public int bytesOfOthers() {
    return 0;
  }

  @Override
  public void update() {}
}
