package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * The Secrets with which the adapter verifies Prometheus and authenticates to it: mounted as files,
 * except for the Authorization header, which the adapter cannot read from a file.
 */
record UpstreamSecrets(PrometheusAccess access) {
  private static final String AUTHORIZATION_VARIABLE = "PROMETHEUS_AUTHORIZATION";

  /**
   * A Secret or ConfigMap that is mounted as a directory.
   *
   * @param name name of the volume, and of the directory in {@code /etc}
   * @param source the Secret or ConfigMap
   * @param isSecret whether it is a Secret
   * @param arguments command-line flags
   */
  record Mounted(String name, String source, boolean isSecret, List<String> arguments) {
    String directory() {
      return directoryOf(name);
    }

    private static String directoryOf(String name) {
      return "/etc/" + name;
    }
  }

  /** Returns the mounted Secrets. */
  List<Mounted> mounted() {
    List<Mounted> mounted = new ArrayList<>();
    access
        .ca()
        .ifPresent(
            secret ->
                mounted.add(
                    file(
                        "prometheus-ca", secret, "--prometheus-ca-file", PrometheusAccess.CA_KEY)));
    access
        .caConfigMap()
        .ifPresent(
            file ->
                mounted.add(
                    new Mounted(
                        "prometheus-ca",
                        file.name(),
                        false,
                        List.of(
                            "--prometheus-ca-file="
                                + Mounted.directoryOf("prometheus-ca")
                                + "/"
                                + file.key()))));
    access
        .bearerToken()
        .ifPresent(
            secret ->
                mounted.add(
                    file(
                        "prometheus-token",
                        secret,
                        "--prometheus-token-file",
                        PrometheusAccess.TOKEN_KEY)));
    access.clientCertificate().ifPresent(secret -> mounted.add(clientCertificate(secret)));
    return mounted;
  }

  /** Returns the command-line flags. */
  List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    mounted().forEach(secret -> arguments.addAll(Argument.of(secret.arguments())));
    if (access.authorization().isPresent()) {
      arguments.add(header("Authorization", "").withVariable(AUTHORIZATION_VARIABLE));
    }
    access.headers().forEach((name, value) -> arguments.add(header(name, value)));
    return arguments;
  }

  private static Argument header(String name, String value) {
    return Argument.of("--prometheus-header=" + name + "=" + value);
  }

  List<Volume> volumes() {
    return mounted().stream()
        .map(
            it ->
                it.isSecret()
                    ? Volumes.secret(it.name(), it.source())
                    : Volumes.configMap(it.name(), it.source()))
        .toList();
  }

  List<VolumeMount> mounts() {
    return mounted().stream().map(it -> Volumes.readOnly(it.name(), it.directory())).toList();
  }

  List<Variable> environment() {
    return access.authorization().map(UpstreamSecrets::authorization).stream().toList();
  }

  /** Returns the same for its Helm chart. */
  Optional<Map<String, Object>> variable() {
    return access.authorization().map(UpstreamSecrets::variable);
  }

  private static Map<String, Object> variable(String secret) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("name", secret);
    key.put("key", PrometheusAccess.AUTHORIZATION_KEY);
    Map<String, Object> variable = new LinkedHashMap<>();
    variable.put("name", AUTHORIZATION_VARIABLE);
    variable.put("valueFrom", Map.of("secretKeyRef", key));
    return variable;
  }

  private static Variable authorization(String secret) {
    return Variable.ofSecret(AUTHORIZATION_VARIABLE, secret, PrometheusAccess.AUTHORIZATION_KEY);
  }

  private static Mounted file(String name, String secret, String flag, String key) {
    return new Mounted(
        name, secret, true, List.of(flag + "=" + Mounted.directoryOf(name) + "/" + key));
  }

  private static Mounted clientCertificate(String secret) {
    String name = "prometheus-client";
    String directory = Mounted.directoryOf(name);
    return new Mounted(
        name,
        secret,
        true,
        List.of(
            "--prometheus-client-tls-cert-file=" + directory + "/tls.crt",
            "--prometheus-client-tls-key-file=" + directory + "/tls.key"));
  }
}
