package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.jspecify.annotations.Nullable;

/** The given ConfigMap of an adapter of another owner, with the library's rules added. */
final class MergedConfigurationManifest implements AdapterManifest {
  private final ExistingAdapterSpec spec;
  private final AdapterConfiguration current;
  private final AdapterRules rules;
  private @Nullable ObjectRef<KubeConfigMap> configMap;

  MergedConfigurationManifest(ExistingAdapterSpec spec, AdapterConfiguration current) {
    this.spec = spec;
    this.current = current;
    this.rules = spec.rules();
  }

  @Override
  public List<ObjectRef<? extends ApiObject>> create(ApiObjects objects) {
    Optional<OwnersConfigMap> owners = current.configMap();
    Map<String, String> data = new LinkedHashMap<>();
    owners.ifPresent(given -> data.putAll(given.data()));
    data.put(key(), current.with(rules));
    configMap =
        owners
            .map(given -> objects.ofOther(given.labels(), given.annotations()))
            .orElse(objects)
            .configMap(
                ApiObjects.MAIN,
                owners.map(OwnersConfigMap::name).orElse(spec.placement().identity().name()),
                data,
                owners.map(OwnersConfigMap::binaryData).orElse(Map.of()));
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    created.add(configMap);
    created.addAll(AdapterNetwork.createForExisting(objects, spec));
    return created;
  }

  @Override
  public String content() {
    return current.with(rules);
  }

  /** Returns the size of the given content, some of which may be replaced. */
  @Override
  public int bytesOfOthers() {
    return current
        .configMap()
        .map(
            given ->
                Stream.concat(given.data().values().stream(), given.binaryData().values().stream())
                    .mapToInt(ConfigText::bytes)
                    .sum())
        .orElseGet(() -> ConfigText.bytes(current.with(AdapterRules.none())));
  }

  @Override
  public void update() {
    if (configMap != null) {
      configMap.replaceLater(current.with(rules), "data", key());
    }
  }

  private String key() {
    return current.configMap().flatMap(OwnersConfigMap::key).orElse(CONFIG_KEY);
  }
}
