package io.github.cdk8sovms.exposure;

import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeIngress;
import software.constructs.Construct;

/**
 * Access to a model server from outside the cluster, through a Gateway or an ingress controller.
 *
 * <p>Emits an HTTPRoute, a GRPCRoute or both of Gateway API v1, or an Ingress, in the namespace of
 * the server, and a NetworkPolicy that admits the proxy to the server. TLS ends at the listener of
 * the Gateway, or with {@code .tlsSecret(..)} at the ingress controller: OVMS has neither TLS nor
 * authentication. With a {@link Canary}, the routes have weights for two servers.
 *
 * <pre>{@code
 * Exposure.Builder.create(chart, "resnet-exposure")
 *     .server(resnet)
 *     .gateway(GatewayRef.of("infra", "public").listener("https"))
 *     .http("resnet.example.com")
 *     .grpc("resnet-grpc.example.com")
 *     .proxies(NetworkPeer.namespace("infra"))
 *     .build();
 * }</pre>
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/">Gateway API</a>
 */
public final class Exposure extends Component {
  private final ExposureManifest manifest;

  private Exposure(ExposureSpec spec, ApiObjects definitions, ExposureManifest manifest) {
    super(spec.placement(), definitions);
    this.manifest = manifest;
  }

  private static Exposure of(ExposureSpec spec) {
    ApiObjects definitions = spec.placement().objects();
    return new Exposure(spec, definitions, ExposureManifest.create(definitions, spec));
  }

  /** Returns the HTTPRoute; empty without {@code .http(..)}, and with an Ingress. */
  public Optional<ApiObject> httpRoute() {
    return manifest.httpRoute().map(ObjectRef::get);
  }

  /** Returns the GRPCRoute; empty without {@code .grpc(..)}. */
  public Optional<ApiObject> grpcRoute() {
    return manifest.grpcRoute().map(ObjectRef::get);
  }

  /** Returns the Ingress; empty with a Gateway. */
  public Optional<KubeIngress> ingress() {
    return manifest.ingress().map(ObjectRef::get);
  }

  /** Returns the emitted objects, in the order of the manifest. */
  public List<ApiObject> objects() {
    return manifest.all().stream().<ApiObject>map(ObjectRef::get).toList();
  }

  /** Builds an {@link Exposure}; see there for an example. */
  public static final class Builder extends ComponentBuilder<Builder> {
    private final ExposureChoices choices = new ExposureChoices();

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an exposure, in the namespace of its server; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the server. Either a server or a {@link #canary} is required. */
    public Builder server(ModelServer exposed) {
      choices.server = Required.nonNull(exposed);
      return this;
    }

    /**
     * Splits the requests between two servers, by weights of the routes of a Gateway. Each needs an
     * autoscaler. The timeout is that of the longer requests, and the paths are those of both.
     */
    public Builder canary(Canary split) {
      choices.canary = Required.nonNull(split);
      return this;
    }

    /**
     * Attaches the routes to an existing Gateway. Either a Gateway, possibly several, or {@link
     * #ingress} is required.
     */
    public Builder gateway(GatewayRef parent) {
      choices.gateways.add(Required.nonNull(parent));
      return this;
    }

    /**
     * Emits an Ingress for the controller of this IngressClass, for HTTP only: an Ingress cannot
     * state that its backend speaks gRPC.
     */
    public Builder ingress(String className) {
      choices.ingressClass = Required.nonNull(className);
      return this;
    }

    /**
     * Sets the Secret with the certificate of an Ingress, in the namespace of the server; requires
     * hostnames. With a Gateway, the listener has the certificate.
     */
    public Builder tlsSecret(String name) {
      choices.tlsSecret = Required.nonNull(name);
      return this;
    }

    /**
     * Exposes the HTTP port, with a request timeout of the server's {@code maxRequestDuration}. An
     * Ingress has no field for a timeout. This, {@link #grpc} or both are required.
     *
     * @param hostnames such as {@code "resnet.example.com"} or {@code "*.example.com"}, at most 16;
     *     none for all hostnames of the listener
     */
    public Builder http(String... hostnames) {
      choices.http = Hostnames.of(choices.http, Required.elements(hostnames));
      return this;
    }

    /**
     * Exposes the gRPC port. GRPCRoute has no timeout; that of the Gateway or of the client's call
     * applies. On one listener, gRPC needs other hostnames than HTTP: a Gateway accepts only one of
     * two routes of different kinds with a common hostname.
     *
     * @param hostnames as for {@link #http}
     */
    public Builder grpc(String... hostnames) {
      choices.grpc = Hostnames.of(choices.grpc, Required.elements(hostnames));
      return this;
    }

    /**
     * Sets the path prefixes of HTTP requests. Default: those of inference, {@code /v1/models} and
     * {@code /v2} for models, {@code /v2} and {@code /v3} for graphs. The HTTP port also has {@code
     * /metrics} and {@code /v1/config}, which reloads the configuration; neither has
     * authentication.
     */
    public Builder paths(String... prefixes) {
      List<String> all =
          new ArrayList<>(choices.paths == null ? List.of() : choices.paths.prefixes());
      all.addAll(Required.elements(prefixes));
      choices.paths = new RoutePaths(all);
      return this;
    }

    /**
     * Sets the pods of the Gateway or ingress controller, which the NetworkPolicy of the server
     * admits; {@link NetworkPeer#addresses} for a load balancer outside the cluster. Required with
     * an Ingress. Default with a Gateway: pods in its namespace with its label {@code
     * gateway.networking.k8s.io/gateway-name}, with a warning, because not all implementations run
     * them there.
     */
    public Builder proxies(NetworkPeer... peers) {
      choices.proxies.addAll(Required.elements(peers));
      return this;
    }

    /**
     * Creates the exposure.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public Exposure build() {
      return create(this::resolve, Exposure::of);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected String defaultNamespace() {
      List<ModelServer> servers = choices.servers();
      return servers.isEmpty() ? super.defaultNamespace() : servers.get(0).namespace();
    }

    private Optional<ExposureSpec> resolve(Findings findings) {
      return ExposureSpec.resolve(choices, placement("exposure", "exposure"), findings);
    }
  }
}
