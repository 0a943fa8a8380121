package io.github.cdk8sovms.exposure;

import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.kubernetes.internal.Traffic;
import io.github.cdk8sovms.serving.InferenceEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.HttpIngressPath;
import org.cdk8s.plus34.k8s.HttpIngressRuleValue;
import org.cdk8s.plus34.k8s.IngressBackend;
import org.cdk8s.plus34.k8s.IngressRule;
import org.cdk8s.plus34.k8s.IngressServiceBackend;
import org.cdk8s.plus34.k8s.IngressSpec;
import org.cdk8s.plus34.k8s.IngressTls;
import org.cdk8s.plus34.k8s.KubeIngress;
import org.cdk8s.plus34.k8s.ServiceBackendPort;
import org.jspecify.annotations.Nullable;

/** The objects of an exposure. */
record ExposureManifest(
    List<ObjectRef<? extends ApiObject>> all,
    Optional<ObjectRef<ApiObject>> httpRoute,
    Optional<ObjectRef<ApiObject>> grpcRoute,
    Optional<ObjectRef<KubeIngress>> ingress) {
  private static final String GATEWAY_API = "gateway.networking.k8s.io/v1";
  private static final ResourceType HTTP_ROUTE = new ResourceType(GATEWAY_API, "HTTPRoute");
  private static final ResourceType GRPC_ROUTE = new ResourceType(GATEWAY_API, "GRPCRoute");

  ExposureManifest {
    all = List.copyOf(all);
  }

  static ExposureManifest create(ApiObjects objects, ExposureSpec spec) {
    List<ObjectRef<? extends ApiObject>> all = new ArrayList<>();
    Optional<ObjectRef<ApiObject>> http = Optional.empty();
    Optional<ObjectRef<ApiObject>> grpc = Optional.empty();
    Optional<ObjectRef<KubeIngress>> ingress = Optional.empty();
    if (spec.entry() instanceof EntryPoint.Gateways gateways) {
      http = spec.http().map(names -> httpRoute(objects, spec, gateways, names));
      String id = http.isPresent() ? "GRPCRoute" : ApiObjects.MAIN;
      grpc = spec.grpc().map(names -> grpcRoute(objects, spec, gateways, names, id));
    } else if (spec.entry() instanceof EntryPoint.Controller controller) {
      ingress =
          spec.http()
              .map(
                  names ->
                      objects.ingress(
                          ApiObjects.MAIN,
                          spec.placement().identity().name(),
                          ingress(spec, controller, names)));
    }
    http.ifPresent(all::add);
    grpc.ifPresent(all::add);
    ingress.ifPresent(all::add);
    all.addAll(policies(objects, spec));
    return new ExposureManifest(all, http, grpc, ingress);
  }

  private static ObjectRef<ApiObject> httpRoute(
      ApiObjects objects, ExposureSpec spec, EntryPoint.Gateways gateways, Hostnames names) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("matches", spec.paths().prefixes().stream().map(ExposureManifest::match).toList());
    rule.put("timeouts", Map.of("request", Durations.text(spec.timeout())));
    rule.put("backendRefs", backendRefs(spec, InferenceEndpoint::serviceRest));
    return objects.customResource(
        ApiObjects.MAIN,
        HTTP_ROUTE,
        spec.placement().identity().name(),
        Map.of(),
        route(gateways, names, rule));
  }

  private static ObjectRef<ApiObject> grpcRoute(
      ApiObjects objects,
      ExposureSpec spec,
      EntryPoint.Gateways gateways,
      Hostnames names,
      String id) {
    return objects.customResource(
        id,
        GRPC_ROUTE,
        spec.placement().identity().name(),
        Map.of(),
        route(gateways, names, Map.of("backendRefs", backendRefs(spec, InferenceEndpoint::grpc))));
  }

  private static Map<String, Object> route(
      EntryPoint.Gateways gateways, Hostnames names, Map<String, Object> rule) {
    Map<String, Object> route = new LinkedHashMap<>();
    route.put("parentRefs", gateways.parents().stream().map(GatewayRef::toParentRef).toList());
    if (!names.names().isEmpty()) {
      route.put("hostnames", names.names());
    }
    route.put("rules", List.of(rule));
    return route;
  }

  private static Map<String, Object> match(String prefix) {
    Map<String, Object> path = new LinkedHashMap<>();
    path.put("type", "PathPrefix");
    path.put("value", prefix);
    return Map.of("path", path);
  }

  private static List<Map<String, Object>> backendRefs(
      ExposureSpec spec, ToIntFunction<InferenceEndpoint> port) {
    return spec.backends().stream()
        .map(backend -> backend.toRef(port.applyAsInt(backend.endpoint())))
        .toList();
  }

  private static IngressSpec ingress(
      ExposureSpec spec, EntryPoint.Controller controller, Hostnames names) {
    List<IngressRule> rules =
        names.names().isEmpty()
            ? List.of(rule(spec, null))
            : names.names().stream().map(host -> rule(spec, host)).toList();
    return IngressSpec.builder()
        .ingressClassName(controller.ingressClass())
        .rules(rules)
        .tls(
            controller
                .tlsSecret()
                .map(
                    secret ->
                        List.of(
                            IngressTls.builder().hosts(names.names()).secretName(secret).build()))
                .orElse(null))
        .build();
  }

  private static IngressRule rule(ExposureSpec spec, @Nullable String host) {
    InferenceEndpoint server = spec.backends().get(0).endpoint();
    IngressBackend backend =
        IngressBackend.builder()
            .service(
                IngressServiceBackend.builder()
                    .name(server.service())
                    .port(ServiceBackendPort.builder().number(server.serviceRest()).build())
                    .build())
            .build();
    return IngressRule.builder()
        .host(host)
        .http(
            HttpIngressRuleValue.builder()
                .paths(
                    spec.paths().prefixes().stream()
                        .map(
                            prefix ->
                                HttpIngressPath.builder()
                                    .path(prefix)
                                    .pathType("Prefix")
                                    .backend(backend)
                                    .build())
                        .toList())
                .build())
        .build();
  }

  /** Admits the proxies to the exposed ports of each server. */
  private static List<ObjectRef<? extends ApiObject>> policies(
      ApiObjects objects, ExposureSpec spec) {
    List<ObjectRef<? extends ApiObject>> policies = new ArrayList<>();
    for (Backend backend : spec.backends()) {
      InferenceEndpoint server = backend.endpoint();
      if (server.isolated()) {
        int[] ports =
            IntStream.concat(
                    spec.grpc().stream().mapToInt(names -> server.grpc()),
                    spec.http().stream().mapToInt(names -> server.rest()))
                .toArray();
        policies.add(
            objects.networkPolicy(
                policies.isEmpty() ? "NetworkPolicy" : "NetworkPolicy-" + server.service(),
                server.service() + "-from-" + spec.placement().identity().name(),
                NetworkPolicies.also(
                    server.mesh(), server.podLabels(), Traffic.tcp(spec.proxies(), ports))));
      }
    }
    return policies;
  }
}
