package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import java.util.List;
import org.cdk8s.ApiObject;

/** The objects of one way to have an adapter. */
sealed interface AdapterObjects permits InstalledAdapter, MergedConfiguration, UntouchedAdapter {
  /** The key of the configuration in its ConfigMap, and so its file name. */
  String CONFIG_KEY = "config.yaml";

  /** Creates the objects, with the rules known so far. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects);

  /** The configuration file, or the part of it that is ours. */
  String content();

  /** How much of the ConfigMap is not ours; nothing if there is no ConfigMap. */
  int bytesOfOthers();

  /** Writes the rules again, after one was added. */
  void update();
}
