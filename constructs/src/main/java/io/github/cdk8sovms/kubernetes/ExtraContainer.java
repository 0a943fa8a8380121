package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.kubernetes.internal.AddedContainer;
import io.github.cdk8sovms.kubernetes.internal.AddedMount;
import io.github.cdk8sovms.kubernetes.internal.Environment;
import io.github.cdk8sovms.kubernetes.internal.NamedPort;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;

/**
 * A container that is added to the pods of a component, as a sidecar or as an init container. One
 * value serves several constructs.
 *
 * <pre>{@code
 * ExtraContainer proxy =
 *     ExtraContainer.of("proxy", "docker.io/envoyproxy/envoy:v1.37.0")
 *         .arguments("--config-path", "/etc/envoy/envoy.yaml")
 *         .port("proxy", 9901)
 *         .startupProbe("/ready", "proxy")
 *         .resources(Resources.cpu("100m").memory("64Mi"))
 *         .mount("proxy-config", "/etc/envoy");
 *
 * OvmsModelServer.Builder.create(chart, "resnet")
 *     .volume(ExtraVolume.configMap("proxy-config", "envoy"))
 *     .sidecar(proxy);
 * }</pre>
 *
 * <p>Emitted with the pull policy of the component, and with a security context for the restricted
 * Pod Security Standard, and a read-only root file system. Its image is renamed by {@code
 * .registry(..)}, and listed by {@link Images#of} and by {@code cdk8s-ovms images}.
 *
 * <p>NetworkPolicies do not admit clients to its ports: they are for other containers of the pod,
 * which share its network. The policy of the component also bounds what it can connect to.
 *
 * <p>Refused: an image without tag or digest, names, ports and paths that the pod has already, a
 * mount of a volume that is not added, and user 0.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/">Sidecar
 *     containers</a>
 */
public final class ExtraContainer {
  static {
    AddedContainer.LINK.provide(container -> container.added);
  }

  private final AddedContainer added;

  private ExtraContainer(AddedContainer added) {
    this.added = added;
  }

  /**
   * Starts a container, which runs the entrypoint of its image.
   *
   * @param name unique in the pod
   * @param image with a tag or a digest, such as {@code "docker.io/envoyproxy/envoy:v1.37.0"}
   */
  public static ExtraContainer of(String name, String image) {
    return new ExtraContainer(
        new AddedContainer(
            Required.nonNull(name, "name"), ImageReference.of(Required.nonNull(image, "image"))));
  }

  /** Sets the command, in place of the entrypoint of the image. */
  public ExtraContainer command(String... words) {
    return new ExtraContainer(added.withCommand(Required.elements(words)));
  }

  /** Adds arguments of the command or entrypoint. The program receives them unchanged. */
  public ExtraContainer arguments(String... words) {
    return new ExtraContainer(added.withArguments(Required.elements(words)));
  }

  /** Sets an environment variable. Credentials are refused (OVMS211). */
  public ExtraContainer env(String name, String value) {
    Required.nonNull(name, "name");
    Required.nonNull(value, "value");
    return new ExtraContainer(added.withVariable(name, Optional.empty(), value));
  }

  /** Sets an environment variable to the value of a Secret's key. */
  public ExtraContainer envFromSecret(String name, String secret, String key) {
    return variable(name, new Environment.Source(true, Required.nonNull(secret, "secret")), key);
  }

  /** Sets an environment variable to the value of a ConfigMap's key. */
  public ExtraContainer envFromConfigMap(String name, String configMap, String key) {
    return variable(
        name, new Environment.Source(false, Required.nonNull(configMap, "configMap")), key);
  }

  private ExtraContainer variable(String name, Environment.Source source, String key) {
    Required.nonNull(name, "name");
    Required.nonNull(key, "key");
    return new ExtraContainer(added.withVariable(name, Optional.of(source), key));
  }

  /**
   * Names a port. It is open for containers of the same pod and for probes; NetworkPolicies of this
   * library do not admit clients to it.
   */
  public ExtraContainer port(String name, int number) {
    return new ExtraContainer(added.withPort(NamedPort.of(Required.nonNull(name, "name"), number)));
  }

  /**
   * Sets CPU and memory. Default: none, so that the pod has not the QoS class Guaranteed any more,
   * which is warned of (OVMS248), and a ResourceQuota may refuse it. Ephemeral storage defaults to
   * 64Mi, for logs.
   */
  public ExtraContainer resources(Resources size) {
    return new ExtraContainer(added.withResources(Required.nonNull(size)));
  }

  /**
   * Mounts a volume that the component adds with {@code .volume(..)}. Read-only if it is a
   * ConfigMap, a Secret or a CSI volume, else writable.
   */
  public ExtraContainer mount(String volume, String path) {
    return mounted(volume, path, false);
  }

  /** Mounts a volume that the component adds with {@code .volume(..)}, read-only. */
  public ExtraContainer readOnlyMount(String volume, String path) {
    return mounted(volume, path, true);
  }

  private ExtraContainer mounted(String volume, String path, boolean readOnly) {
    Required.nonNull(volume, "volume");
    Required.nonNull(path, "path");
    return new ExtraContainer(added.withMount(new AddedMount(volume, path, readOnly)));
  }

  /** Sets user and group of the container. Default: those of the pod. */
  public ExtraContainer user(int uid) {
    return new ExtraContainer(added.withUser(uid));
  }

  /**
   * Lets the container write into its image's file system, up to its ephemeral storage. Default: it
   * is read-only, and an {@link ExtraVolume#emptyDir} is for what must be written.
   */
  public ExtraContainer writableRootFilesystem() {
    return new ExtraContainer(added.withWritableRoot());
  }

  /**
   * Waits for a successful HTTP response before the next containers start, every second for at most
   * five minutes; then the container is restarted. Sidecars only. Default: the next containers
   * start once this one runs.
   *
   * @param path such as {@code "/ready"}
   * @param port the name of a port of this container
   */
  public ExtraContainer startupProbe(String path, String port) {
    return new ExtraContainer(
        added.withStartup(Required.nonNull(path, "path"), Required.nonNull(port, "port")));
  }

  /**
   * Takes the pod out of its Services while this check fails: every five seconds, three times.
   * Sidecars only. Default: the readiness of the pod is that of the component.
   *
   * @param path such as {@code "/ready"}
   * @param port the name of a port of this container
   */
  public ExtraContainer readinessProbe(String path, String port) {
    return new ExtraContainer(
        added.withReadiness(Required.nonNull(path, "path"), Required.nonNull(port, "port")));
  }
}
