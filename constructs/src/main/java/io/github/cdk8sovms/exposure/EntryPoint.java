package io.github.cdk8sovms.exposure;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Optional;

/** Where requests enter the cluster. */
sealed interface EntryPoint {

  /** Checks the entry point and the protocols on it. */
  void check(Findings findings, Optional<Hostnames> http, Optional<Hostnames> grpc);

  /**
   * Listeners of the Gateway API.
   *
   * @param parents at least one
   */
  record Gateways(List<GatewayRef> parents) implements EntryPoint {
    /** Copies the list. */
    public Gateways {
      parents = List.copyOf(parents);
    }

    @Override
    public void check(Findings findings, Optional<Hostnames> http, Optional<Hostnames> grpc) {
      for (int i = 0; i < parents.size(); i++) {
        GatewayRef parent = parents.get(i);
        parent.check(findings);
        parents.subList(0, i).stream()
            .filter(parent::excludes)
            .findFirst()
            .ifPresent(
                other ->
                    findings.add(
                        FindingCode.GATEWAY,
                        "gateway",
                        quote(parent)
                            + " and "
                            + quote(other)
                            + " are one Gateway, which a route can refer to twice only by the names"
                            + " of two listeners",
                        "Add a different .listener(..) to each, or give the Gateway once."));
      }
      http.flatMap(names -> grpc.filter(names::overlap))
          .ifPresent(
              names ->
                  findings.add(
                      FindingCode.ROUTES_COLLIDE,
                      "grpc",
                      quote(names)
                          + " overlaps with the hostnames of HTTP on the same listener, and a"
                          + " Gateway accepts only one of the two routes",
                      "Give .http(..) and .grpc(..) different hostnames, or create two Exposures"
                          + " with different listeners."));
    }
  }

  /**
   * An ingress controller.
   *
   * @param ingressClass the name of its IngressClass
   * @param tlsSecret the Secret with the certificate; empty without TLS
   */
  record Controller(String ingressClass, Optional<String> tlsSecret) implements EntryPoint {

    @Override
    public void check(Findings findings, Optional<Hostnames> http, Optional<Hostnames> grpc) {
      Names.checkReference(findings, "ingress", ingressClass);
      findings.require(
          grpc.isEmpty(),
          FindingCode.ROUTES_COLLIDE,
          "grpc",
          quote(ingressClass)
              + " serves an Ingress, which cannot state that its backend speaks gRPC; controllers"
              + " would send HTTP/1.1",
          "Use .gateway(..), which emits a GRPCRoute, or leave .grpc(..) out.");
      tlsSecret.ifPresent(secret -> Names.checkReference(findings, "tlsSecret", secret));
      findings.require(
          tlsSecret.isEmpty() || http.map(names -> !names.names().isEmpty()).orElse(true),
          FindingCode.MISSING,
          "http",
          "no hostname is given; the certificate of .tlsSecret(..) applies to hostnames",
          "Write .http(\"resnet.example.com\").");
    }
  }
}
