package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Emitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.JsonPatch;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.jspecify.annotations.Nullable;

/** The configuration of an adapter that somebody else installed. */
final class ExistingAdapter implements AdapterObjects {
  private final AdapterOptions options;
  private final String configMapName;
  private final AdapterRules rules;
  private @Nullable Emitted<KubeConfigMap> configMap;

  ExistingAdapter(AdapterOptions options, String configMapName, AdapterRules rules) {
    this.options = options;
    this.configMapName = configMapName;
    this.rules = rules;
  }

  @Override
  public List<Emitted<? extends ApiObject>> create(ApiObjects objects) {
    configMap =
        objects.configMap(ApiObjects.MAIN, configMapName, Map.of(CONFIG_KEY, rules.content()));
    List<Emitted<? extends ApiObject>> created = new ArrayList<>();
    created.add(configMap);
    created.addAll(AdapterNetwork.createForExisting(objects, options));
    return created;
  }

  @Override
  public void update() {
    if (configMap != null) {
      configMap.get().addJsonPatch(JsonPatch.replace("/data/" + CONFIG_KEY, rules.content()));
    }
  }
}
