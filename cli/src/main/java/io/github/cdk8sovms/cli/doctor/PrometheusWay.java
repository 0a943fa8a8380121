package io.github.cdk8sovms.cli.doctor;

import java.util.Optional;

/** How a Prometheus is asked, and how else it could be. */
sealed interface PrometheusWay {

  /** Why nothing can be there in the first place; empty if something may. */
  Optional<UnseenException> elsewhere();

  /** What to do without the right to go this way. */
  String withoutRight();

  /** What to do if nothing comes through; empty if that is plain. */
  String pastWhatIsInTheWay();

  /** What to do if it wants to know who asks. */
  String withCredentials();

  /** What to do if the way itself is fine. */
  String withAnotherUrl();

  /** Through the API server, which passes on neither a token nor a certificate. */
  record ThroughApiServer(PrometheusAddress address, Cluster cluster) implements PrometheusWay {
    @Override
    public Optional<UnseenException> elsewhere() {
      try {
        new PrometheusDown(cluster, address).look();
        return Optional.empty();
      } catch (UnseenException e) {
        return Optional.of(e);
      }
    }

    @Override
    public String withoutRight() {
      return "ask past the API server: " + forwarded();
    }

    @Override
    public String pastWhatIsInTheWay() {
      return "policies may keep the API server out, so ask it past them: " + forwarded();
    }

    @Override
    public String withCredentials() {
      return "the API server passes no token on, so ask past it: "
          + forwarded()
          + " --prometheus-token-file FILE";
    }

    @Override
    public String withAnotherUrl() {
      return "ask the one that has the series with --prometheus URL";
    }

    /** Scheme and path are those that the adapter or KEDA uses. */
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

  /** From this machine. */
  record Direct(PrometheusUrl url) implements PrometheusWay {
    @Override
    public Optional<UnseenException> elsewhere() {
      return Optional.empty();
    }

    @Override
    public String withoutRight() {
      return withCredentials();
    }

    @Override
    public String pastWhatIsInTheWay() {
      return url.isLoopback() ? "look whether kubectl port-forward still runs" : "";
    }

    @Override
    public String withCredentials() {
      return url.token().isPresent()
          ? "the token in the file of --prometheus-token-file is not accepted"
          : "name a file that holds a token with --prometheus-token-file";
    }

    @Override
    public String withAnotherUrl() {
      return "look whether --prometheus lacks a path, such as /prometheus";
    }
  }
}
