package io.github.cdk8sovms.kubernetes;

import java.util.Map;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.ContainerPort;
import org.cdk8s.plus34.k8s.ServicePort;
import org.cdk8s.plus34.k8s.ServiceSpec;

/**
 * A port that a container listens on and a Service offers. Probes, Services and monitors know it by
 * name.
 *
 * @param name the name in both places
 * @param container the number in the pod
 * @param service the number that clients use
 */
public record NamedPort(String name, int container, int service) {

  /** A port of one number in pod and Service. */
  public static NamedPort of(String name, int number) {
    return new NamedPort(name, number, number);
  }

  /** This port, offered by the Service under another number. */
  public NamedPort offeredAs(int number) {
    return new NamedPort(name, container, number);
  }

  /** The port in the specification of a container. */
  public ContainerPort toContainerPort() {
    return ContainerPort.builder().name(name).containerPort(container).build();
  }

  /**
   * A Service inside the cluster.
   *
   * @param pods the labels of the pods behind it
   */
  public static ServiceSpec service(Map<String, String> pods, NamedPort... ports) {
    return builder(pods, ports).type("ClusterIP").build();
  }

  /**
   * A Service that is only names in DNS: of every pod behind it, and of each.
   *
   * @param pods the labels of the pods behind it
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
