package io.github.cdk8sovms.kubernetes.internal;

import org.cdk8s.plus34.k8s.ConfigMapKeySelector;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.EnvVarSource;
import org.cdk8s.plus34.k8s.ObjectFieldSelector;
import org.cdk8s.plus34.k8s.SecretKeySelector;

/**
 * An environment variable of a container.
 *
 * @param toSpec the variable in the format of the API
 */
public record Variable(EnvVar toSpec) {
  /** Returns a variable with a text, which the program receives unchanged. */
  public static Variable of(String name, String value) {
    return new Variable(EnvVar.builder().name(name).value(Argument.of(value).emitted()).build());
  }

  /** Returns a variable with the name of the pod. */
  public static Variable ofPodName(String name) {
    return new Variable(
        EnvVar.builder()
            .name(name)
            .valueFrom(
                EnvVarSource.builder()
                    .fieldRef(ObjectFieldSelector.builder().fieldPath("metadata.name").build())
                    .build())
            .build());
  }

  /** Returns a variable with the value of a Secret's key. */
  public static Variable ofSecret(String name, String secret, String key) {
    return ofKey(name, SecretKeySelector.builder().name(secret).key(key).build());
  }

  /** A variable with the value of a ConfigMap's key. */
  public static Variable ofConfigMap(String name, String configMap, String key) {
    return new Variable(
        EnvVar.builder()
            .name(name)
            .valueFrom(
                EnvVarSource.builder()
                    .configMapKeyRef(
                        ConfigMapKeySelector.builder().name(configMap).key(key).build())
                    .build())
            .build());
  }

  /** Returns a variable with the value of an optional Secret key. */
  public static Variable ofSecretIfThere(String name, String secret, String key) {
    return ofKey(name, SecretKeySelector.builder().name(secret).key(key).optional(true).build());
  }

  private static Variable ofKey(String name, SecretKeySelector key) {
    return new Variable(
        EnvVar.builder()
            .name(name)
            .valueFrom(EnvVarSource.builder().secretKeyRef(key).build())
            .build());
  }
}
