package io.github.cdk8sovms.kubernetes.internal;

import java.util.Map;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.ContainerPort;
import org.cdk8s.plus34.k8s.ServicePort;
import org.cdk8s.plus34.k8s.ServiceSpec;

/**
 * A port of a container and its Service. Probes, Services and monitors refer to it by name.
 *
 * @param name the name in both
 * @param container the container port
 * @param service the Service port
 */
public record NamedPort(String name, int container, int service) {

  /** Returns a port with the same number in pod and Service. */
  public static NamedPort of(String name, int number) {
    return new NamedPort(name, number, number);
  }

  /** Returns this port with another number in the Service. */
  public NamedPort offeredAs(int number) {
    return new NamedPort(name, container, number);
  }

  /** Returns the container port. */
  public ContainerPort toContainerPort() {
    return ContainerPort.builder().name(name).containerPort(container).build();
  }

  /**
   * Returns a ClusterIP Service.
   *
   * @param pods the labels of its pods
   */
  public static ServiceSpec service(Map<String, String> pods, NamedPort... ports) {
    return builder(pods, ports).type("ClusterIP").build();
  }

  /**
   * Returns a headless Service.
   *
   * @param pods the labels of its pods
   */
  public static ServiceSpec headlessService(Map<String, String> pods, NamedPort... ports) {
    return builder(pods, ports).type("ClusterIP").clusterIp("None").build();
  }

  /**
   * A Service of any type.
   *
   * @param pods the labels of the pods behind it
   */
  public static ServiceSpec.Builder builder(Map<String, String> pods, NamedPort... ports) {
    return ServiceSpec.builder()
        .selector(pods)
        .ports(Stream.of(ports).map(NamedPort::toServicePort).toList());
  }

  private ServicePort toServicePort() {
    return ServicePort.builder().name(name).port(service).targetPort(ApiValues.name(name)).build();
  }
}
