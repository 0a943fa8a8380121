package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;

/** How a Prometheus is accessed, and the alternatives. */
sealed interface PrometheusRoute {

  /** Returns the reason why it cannot be there at all; empty if it may. */
  Optional<UnseenException> elsewhere();

  /** Returns the action without permission for this access. */
  String withoutPermission();

  /** Returns the action if the connection fails; empty if it is obvious. */
  String ifBlocked();

  /** Returns the action if it requires authentication. */
  String withCredentials();

  /** Returns the action if the connection works, but the URL may be wrong. */
  String withAnotherUrl();

  /** Through the API server, which forwards neither a token nor a certificate. */
  record ThroughApiServer(PrometheusAddress address, Cluster cluster) implements PrometheusRoute {
    @Override
    public Optional<UnseenException> elsewhere() {
      try {
        new PrometheusDown(cluster, address).check();
        return Optional.empty();
      } catch (UnseenException e) {
        return Optional.of(e);
      }
    }

    @Override
    public String withoutPermission() {
      return "query it directly: " + forwarded();
    }

    @Override
    public String ifBlocked() {
      return "NetworkPolicies may block the API server, so query it directly: " + forwarded();
    }

    @Override
    public String withCredentials() {
      return "the API server forwards no token, so query it directly: "
          + forwarded()
          + " --prometheus-token-file FILE";
    }

    @Override
    public String withAnotherUrl() {
      return "set the URL of the one that has the series with --prometheus";
    }

    /** Returns the commands, with scheme and path of the URL that the adapter or KEDA uses. */
    private String forwarded() {
      return "kubectl port-forward --namespace %s service/%s 9090:%d, and doctor --prometheus %s://localhost:9090%s"
          .formatted(
              address.namespace(),
              address.service(),
              address.port(),
              address.scheme(),
              address.path());
    }
  }

  /** Directly from this machine. */
  record Direct(PrometheusUrl url) implements PrometheusRoute {
    @Override
    public Optional<UnseenException> elsewhere() {
      return Optional.empty();
    }

    @Override
    public String withoutPermission() {
      return withCredentials();
    }

    @Override
    public String ifBlocked() {
      return url.isLoopback() ? "check that kubectl port-forward still runs" : "";
    }

    @Override
    public String withCredentials() {
      return url.token().isPresent()
          ? "the token in the file of --prometheus-token-file is not accepted"
          : "give a file with a token with --prometheus-token-file";
    }

    @Override
    public String withAnotherUrl() {
      return "check whether --prometheus lacks a path, such as /prometheus";
    }
  }
}
