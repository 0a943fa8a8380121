package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Pods without a mesh. */
final class NoMesh extends Mesh {

  @Override
  public List<Integer> metricsPorts() {
    return List.of();
  }

  @Override
  Map<String, String> namespaceLabels() {
    return Map.of();
  }

  @Override
  Map<String, String> namespaceAnnotations() {
    return Map.of();
  }

  @Override
  Map<String, String> podLabels() {
    return Map.of();
  }

  @Override
  Map<String, String> podAnnotations(List<Integer> ports) {
    return Map.of();
  }

  @Override
  OptionalInt tunnel() {
    return OptionalInt.empty();
  }

  @Override
  List<Traffic> toControlPlane() {
    return List.of();
  }

  @Override
  List<NetworkPeer> probers() {
    return List.of();
  }

  @Override
  boolean needsNetAdmin() {
    return false;
  }

  @Override
  void check(Findings findings, String option) {}

  @Override
  public String toString() {
    return "Mesh.none()";
  }
}
