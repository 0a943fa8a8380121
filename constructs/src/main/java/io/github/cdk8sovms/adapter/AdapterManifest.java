package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import java.util.List;
import org.cdk8s.ApiObject;

/** The objects of an adapter, for one installation method. */
sealed interface AdapterManifest
    permits MetricsAdapterManifest, MergedConfigurationManifest, ExistingAdapterManifest {
  /** The key of the configuration in its ConfigMap, which is also the file name. */
  String CONFIG_KEY = "config.yaml";

  /** Creates the objects, with the rules known so far. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects);

  /** Returns the configuration file, or the library's part of it. */
  String content();

  /** Returns the size of the content of other owners in the ConfigMap; zero without a ConfigMap. */
  int bytesOfOthers();

  /** Updates the rules after one was added. */
  void update();
}
