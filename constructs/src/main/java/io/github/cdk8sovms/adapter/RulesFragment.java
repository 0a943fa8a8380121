package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import java.util.Map;

/** The library's rules as a part of a file of another owner, with comments on how to add them. */
final class RulesFragment {
  private RulesFragment() {}

  /** Returns a part of the adapter's configuration file. */
  static String of(Identity adapter, AdapterRules rules) {
    String pods =
        "kubectl get deployment --namespace "
            + adapter.namespace()
            + " --selector app.kubernetes.io/name=prometheus-adapter";
    return """
        # Rules for a Prometheus Adapter that exists already: a part of its file, never the whole. As the whole it would take
        # away the rules of others, and with resourceRules the metrics of CPU and memory.
        #
        # Installed by Helm: append the rules to rules.custom of the release, with the values that it has:
        #   helm get values RELEASE --namespace %1$s --output yaml > values.yaml
        # Installed by other means: add the rules at the end of the list "rules" in the ConfigMap that its pods mount,
        #   %2$s --output jsonpath='{..volumes[*].configMap.name}'
        #   kubectl edit configmap CONFIGMAP --namespace %1$s
        # then restart it, because it reads its file once:
        #   kubectl rollout restart deployment DEPLOYMENT --namespace %1$s
        # An adapter that cdk8s-ovms installs takes this file by .rules(AdapterConfiguration.read(file)).
        """
            .formatted(adapter.namespace(), pods)
        + ConfigText.yaml(Map.of("rules", rules.withoutDefault()));
  }

  /** Returns a part of the values of the adapter's Helm chart. */
  static String helmValues(AdapterRules rules) {
    return """
        # A part of the values of prometheus-community/prometheus-adapter. Helm replaces lists: given to a release beside its
        # own values, this takes the place of its rules.custom. Append the entries to that list, or have them appended:
        # .release(HelmRelease.read(file)), with what "helm get values RELEASE --output yaml" prints.
        """
        + ConfigText.yaml(Map.of("rules", Map.of("custom", rules.withoutDefault())));
  }
}
