package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Labels and annotations of pods that a user adds to those of the construct.
 *
 * @param labels added to the labels of the construct
 * @param annotations of pods only
 */
public record PodMetadata(Map<String, String> labels, Map<String, String> annotations) {
  static final PodMetadata NONE = new PodMetadata(Map.of(), Map.of());

  /** Copies both maps, keeping their order. */
  public PodMetadata {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  public void check(Findings findings, Mesh mesh) {
    Labels.check(findings, "podLabel", labels);
    Labels.checkAnnotations(findings, "podAnnotation", annotations);
    MeshMarks.check(findings, "podLabel", mesh, labels);
    MeshMarks.check(findings, "podAnnotation", mesh, annotations);
    annotations.keySet().stream()
        .filter(key -> key.equals(Labels.CONFIG_HASH))
        .forEach(
            key ->
                findings.add(
                    FindingCode.INVALID_ANNOTATION,
                    "podAnnotation[" + key + "]",
                    quote(key) + " is written by this library and replaces pods on changes",
                    "Choose another key."));
    annotations.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("prometheus.io/"))
        .filter(entry -> !entry.getValue().equals("false"))
        .forEach(
            entry ->
                findings.add(
                    FindingCode.SCRAPED_BY_ANNOTATION,
                    "podAnnotation[" + entry.getKey() + "]",
                    quote(entry.getKey() + "=" + entry.getValue())
                        + " makes a Prometheus that discovers pods by annotation scrape this pod"
                        + " too; if it is the same Prometheus, the series exist twice and the signal"
                        + " doubles",
                    "Leave it out, unless another Prometheus needs it."));
  }
}
