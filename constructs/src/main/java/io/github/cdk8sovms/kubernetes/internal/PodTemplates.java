package io.github.cdk8sovms.kubernetes.internal;

import io.github.cdk8sovms.internal.values.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.Affinity;
import org.cdk8s.plus34.k8s.LabelSelector;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.PodAffinityTerm;
import org.cdk8s.plus34.k8s.PodAntiAffinity;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.PodTemplateSpec;
import org.cdk8s.plus34.k8s.TopologySpreadConstraint;
import org.cdk8s.plus34.k8s.WeightedPodAffinityTerm;
import org.jspecify.annotations.Nullable;

/**
 * What all pods of this library have in common: service account, security context, scheduling,
 * labels and annotations.
 */
public final class PodTemplates {
  /** The highest weight there is: no other preference is a better reason to share a node. */
  private static final int WEIGHT = 100;

  private final Identity identity;
  private final PodSettings settings;

  PodTemplates(Identity identity, PodSettings settings) {
    this.identity = identity;
    this.settings = settings;
  }

  /**
   * A pod of which one copy runs.
   *
   * @param user numeric user and group of the image
   */
  public PodSpec.Builder single(int user) {
    return pod(user, List.of(), null, settings.podScheduling().spread());
  }

  /**
   * A pod of which several copies run. They prefer different nodes and zones, so that a node or a
   * zone that fails takes few of them with it; where there is one node, all run there.
   *
   * @param user numeric user and group
   * @param groups further groups, such as those that own devices of the node
   */
  public PodSpec.Builder replicated(int user, List<Integer> groups) {
    PodScheduling scheduling = settings.podScheduling();
    List<SpreadRule> spread = new ArrayList<>();
    if (!scheduling.spreadsOver(SpreadRule.ZONE)) {
      spread.add(SpreadRule.OVER_ZONES);
    }
    spread.addAll(scheduling.spread());
    return pod(
        user, groups, scheduling.spreadsOver(SpreadRule.NODE) ? null : differentNodes(), spread);
  }

  private PodSpec.Builder pod(
      int user,
      List<Integer> groups,
      @Nullable PodAntiAffinity antiAffinity,
      List<SpreadRule> spread) {
    PodScheduling scheduling = settings.podScheduling();
    return PodSpec.builder()
        .serviceAccountName(settings.serviceAccount().orElse(identity.name()))
        .automountServiceAccountToken(false)
        .securityContext(PodSecurity.pod(settings.user(user), groups))
        .nodeSelector(scheduling.nodeSelector())
        .tolerations(scheduling.tolerations())
        .affinity(affinity(antiAffinity))
        .topologySpreadConstraints(constraints(spread, identity.selector()))
        .priorityClassName(scheduling.priorityClass())
        .runtimeClassName(scheduling.runtimeClass())
        .schedulerName(scheduling.scheduler());
  }

  private @Nullable Affinity affinity(@Nullable PodAntiAffinity antiAffinity) {
    return antiAffinity == null && settings.podScheduling().nodeAffinity() == null
        ? null
        : Affinity.builder()
            .nodeAffinity(settings.podScheduling().nodeAffinity())
            .podAntiAffinity(antiAffinity)
            .build();
  }

  private static @Nullable List<TopologySpreadConstraint> constraints(
      List<SpreadRule> spread, LabelSelector pods) {
    return spread.isEmpty() ? null : spread.stream().map(each -> each.toApi(pods)).toList();
  }

  private PodAntiAffinity differentNodes() {
    PodAffinityTerm term =
        PodAffinityTerm.builder()
            .topologyKey(SpreadRule.NODE)
            .labelSelector(identity.selector())
            .build();
    return PodAntiAffinity.builder()
        .preferredDuringSchedulingIgnoredDuringExecution(
            List.of(WeightedPodAffinityTerm.builder().weight(WEIGHT).podAffinityTerm(term).build()))
        .build();
  }

  /** Returns the labels of the pods. */
  public Map<String, String> labels() {
    Map<String, String> labels = settings.meshRules().labelled(identity.labels().all());
    labels.putAll(settings.metadata().labels());
    return labels;
  }

  /** The template of a pod. */
  public PodTemplateSpec template(PodSpec pod) {
    return template(pod, null, List.of());
  }

  /**
   * The template of a pod whose software reads its configuration once: pods are replaced when it
   * changes.
   *
   * @param configHash {@link ConfigText#hash} of the configuration
   */
  public PodTemplateSpec template(PodSpec pod, String configHash) {
    return template(pod, configHash, List.of());
  }

  /**
   * The same, for pods that are also called from outside of every service mesh.
   *
   * @param outside the ports, which have their own TLS
   */
  public PodTemplateSpec template(PodSpec pod, @Nullable String configHash, List<Integer> outside) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (configHash != null) {
      annotations.put(Labels.CONFIG_HASH, configHash);
    }
    annotations.putAll(settings.meshRules().podAnnotations().apply(outside));
    annotations.putAll(settings.metadata().annotations());
    return PodTemplateSpec.builder()
        .metadata(
            ObjectMeta.builder()
                .labels(labels())
                .annotations(annotations.isEmpty() ? null : annotations)
                .build())
        .spec(pod)
        .build();
  }

  /** The metadata of pods that an operator makes, as custom resources take it; may be empty. */
  public Map<String, Object> customMetadata() {
    Map<String, String> labels = new LinkedHashMap<>(settings.meshRules().podLabels());
    labels.putAll(settings.metadata().labels());
    Map<String, String> annotations =
        new LinkedHashMap<>(settings.meshRules().podAnnotations().apply(List.of()));
    annotations.putAll(settings.metadata().annotations());
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    if (!annotations.isEmpty()) {
      metadata.put("annotations", annotations);
    }
    return metadata;
  }

  /** Returns a pod without its containers, for custom resources that have them elsewhere. */
  @SuppressWarnings("unchecked") // a struct becomes a map of its fields
  public Map<String, Object> customPod(PodSpec.Builder pod) {
    Map<String, Object> fields =
        new LinkedHashMap<>((Map<String, Object>) Structs.plain(pod.containers(List.of()).build()));
    fields.remove("containers");
    return fields;
  }

  /**
   * Returns the scheduling of pods that an operator creates, for custom resources; may be empty.
   *
   * @param podLabels labels by which the operator's pods are selected
   */
  public Map<String, Object> customScheduling(Map<String, String> podLabels) {
    PodScheduling scheduling = settings.podScheduling();
    LabelSelector pods = LabelSelector.builder().matchLabels(podLabels).build();
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "nodeSelector", scheduling.nodeSelector());
    put(fields, "tolerations", scheduling.tolerations());
    put(fields, "affinity", affinity(null));
    put(fields, "topologySpreadConstraints", constraints(scheduling.spread(), pods));
    put(fields, "priorityClassName", scheduling.priorityClass());
    put(fields, "schedulerName", scheduling.scheduler());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    Object plain = Structs.plain(value);
    if (plain != null) {
      fields.put(name, plain);
    }
  }
}
