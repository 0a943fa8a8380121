package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.KeyedOptions;
import io.github.cdk8sovms.kubernetes.internal.Peer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.plus34.k8s.ServiceSpec;
import org.jspecify.annotations.Nullable;

/**
 * The type, annotations and traffic policy of the Service by which clients call a server.
 *
 * <pre>{@code
 * .service(
 *     ClientService.loadBalancer()
 *         .annotation("service.beta.kubernetes.io/aws-load-balancer-scheme", "internal")
 *         .sourceRanges("10.0.0.0/8"))
 * .clients(NetworkPeer.addresses("10.0.0.0/8"))
 * }</pre>
 *
 * <p>OVMS has no authentication for inference requests. A NetworkPolicy restricts the clients to
 * those of {@link OvmsModelServer.Builder#clients}, also behind a load balancer; list its clients
 * there.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types">Service
 *     types</a>
 */
public final class ClientService {
  static final ClientService DEFAULT = new ClientService(Type.CLUSTER_IP);

  private enum Type {
    CLUSTER_IP("ClusterIP"),
    NODE_PORT("NodePort"),
    LOAD_BALANCER("LoadBalancer");

    private final String apiValue;

    Type(String apiValue) {
      this.apiValue = apiValue;
    }
  }

  private final Type type;
  private final Map<String, String> annotations = new LinkedHashMap<>();
  private final List<String> sourceRanges = new ArrayList<>();
  private KeyedOptions keyed = KeyedOptions.NONE;
  private @Nullable String loadBalancerClass;
  private boolean localTraffic;

  private ClientService(Type type) {
    this.type = type;
  }

  /** A Service inside of the cluster; the default. */
  public static ClientService clusterIp() {
    return DEFAULT;
  }

  /** A Service on a port of every node, which the cluster chooses. */
  public static ClientService nodePort() {
    return new ClientService(Type.NODE_PORT);
  }

  /** A Service behind a load balancer of the cloud. */
  public static ClientService loadBalancer() {
    return new ClientService(Type.LOAD_BALANCER);
  }

  /** Adds an annotation to this Service only, as load balancers of clouds are configured. */
  public ClientService annotation(String key, String value) {
    Required.nonNull(key, "key");
    Required.nonNull(value, "value");
    return with(
        copy -> {
          copy.annotations.put(key, value);
          copy.keyed = copy.keyed.with("service.annotation", key, value);
        });
  }

  /**
   * Sets {@code externalTrafficPolicy: Local}: a node passes requests to its own pods only, which
   * keeps the client's address. Default: {@code Cluster}. A ClusterIP has no external traffic.
   */
  public ClientService localTraffic() {
    return with(copy -> copy.localTraffic = true);
  }

  /** Sets the {@code loadBalancerClass}. Default: the cloud's own. For a load balancer only. */
  public ClientService loadBalancerClass(String name) {
    Required.nonNull(name);
    return with(copy -> copy.loadBalancerClass = name);
  }

  /**
   * Restricts the addresses that a load balancer accepts. Default: all. For a load balancer only.
   *
   * @param cidrs such as {@code "10.0.0.0/8"}
   */
  public ClientService sourceRanges(String... cidrs) {
    List<String> more = Required.elements(cidrs);
    return with(copy -> copy.sourceRanges.addAll(more));
  }

  private ClientService with(Consumer<ClientService> change) {
    ClientService copy = new ClientService(type);
    copy.annotations.putAll(annotations);
    copy.keyed = keyed;
    copy.sourceRanges.addAll(sourceRanges);
    copy.loadBalancerClass = loadBalancerClass;
    copy.localTraffic = localTraffic;
    change.accept(copy);
    return copy;
  }

  /**
   * Checks the options.
   *
   * @param admitsOutside whether the NetworkPolicy admits clients from outside of the cluster
   */
  void check(Findings findings, boolean admitsOutside) {
    keyed.check(findings);
    Labels.checkAnnotations(findings, "service.annotation", annotations);
    sourceRanges.forEach(
        cidr -> Peer.of(NetworkPeer.addresses(cidr)).check(findings, "service.sourceRanges"));
    if (loadBalancerClass != null) {
      Names.checkQualified(findings, "service.loadBalancerClass", loadBalancerClass);
    }
    requireType(findings, "localTraffic", !localTraffic || type != Type.CLUSTER_IP);
    requireType(findings, "sourceRanges", sourceRanges.isEmpty() || type == Type.LOAD_BALANCER);
    requireType(
        findings, "loadBalancerClass", loadBalancerClass == null || type == Type.LOAD_BALANCER);
    findings.require(
        type == Type.CLUSTER_IP || admitsOutside,
        FindingCode.SERVICE_CLOSED,
        "service",
        quote(type.apiValue)
            + " accepts clients from outside of the cluster, and the NetworkPolicy of the server"
            + " drops their requests",
        "Add .clients(NetworkPeer.addresses(..)) with the addresses that pods see: those of the"
            + " clients with .localTraffic(), else those of nodes or load balancers.");
  }

  private void requireType(Findings findings, String option, boolean condition) {
    findings.require(
        condition,
        FindingCode.NO_EFFECT,
        "service." + option,
        quote(option) + " has no effect on a Service of type " + type.apiValue,
        "Leave ." + option + "(..) out, or use ClientService.loadBalancer().");
  }

  Map<String, String> annotations() {
    return annotations;
  }

  boolean isDefault() {
    return this == DEFAULT;
  }

  ServiceSpec of(ServiceSpec.Builder service) {
    return service
        .type(type.apiValue)
        .externalTrafficPolicy(localTraffic ? "Local" : null)
        .loadBalancerClass(loadBalancerClass)
        .loadBalancerSourceRanges(sourceRanges.isEmpty() ? null : sourceRanges)
        .build();
  }
}
