package io.github.cdk8sovms.cli.doctor;

/** Why a metrics store returned no result, by the source and status of the response. */
enum StoreProblem {
  /** A Prometheus agent, which scrapes, but serves no queries. */
  AGENT("serves no queries, because it is an agent, which writes its samples to another store"),
  /** Stores with tenants, such as Mimir and Cortex, reject requests without a tenant. */
  NO_TENANT("requires a tenant, in a header such as X-Scope-OrgID"),
  UNKNOWN_CALLER("requires authentication"),
  REFUSED_CALLER("denies access"),
  /** A login page or a gateway responds instead. */
  WEB_PAGE("is behind a login page or a gateway, which responds instead"),
  NO_SUCH_PATH("has nothing at that path"),

  /** It responds, but does not evaluate the query. */
  REFUSED("rejects the request"),
  NOT_READY("exists, but cannot respond now"),
  /** The request or its response was lost. */
  NETWORK("does not respond");

  private static final int UNPROCESSABLE = 422;

  private final String meaning;

  StoreProblem(String meaning) {
    this.meaning = meaning;
  }

  static StoreProblem of(Answer answer) {
    if (isAgent(answer)) {
      return AGENT;
    }
    if (answer.isOfApiServer()) {
      return NETWORK;
    }
    if (answer.isRedirect() || (answer.isOk() && !answer.json().isObject())) {
      return WEB_PAGE;
    }
    return switch (answer.status()) {
      case 401 -> answer.message().contains("no org id") ? NO_TENANT : UNKNOWN_CALLER;
      case 403 -> REFUSED_CALLER;
      case 404, 405 -> NO_SUCH_PATH;
      case 429 -> NOT_READY;
      default -> answer.status() < 500 ? REFUSED : isLost(answer) ? NETWORK : NOT_READY;
    };
  }

  /** Returns whether the response is a network error, which a gateway may send, too. */
  private static boolean isLost(Answer answer) {
    return answer.status() == Answer.TOO_LATE
        || answer
            .message()
            .matches("(?s).*(timeout|dial tcp|connection refused|no route to host).*");
  }

  /** Returns whether it is an agent, by the status of an invalid query and the message. */
  static boolean isAgent(Answer answer) {
    return answer.status() == UNPROCESSABLE && answer.message().contains("Prometheus Agent");
  }

  boolean isOfNetwork() {
    return this == NETWORK;
  }

  String describe(Answer answer) {
    if (answer.isRedirect()) {
      return "%s (HTTP %d, a redirect)".formatted(meaning, answer.status());
    }
    return "%s (%s)".formatted(meaning, answer.statusAndMessage());
  }

  String remedy(PrometheusRoute route) {
    return switch (this) {
      case AGENT -> "query the store that it writes to, with --prometheus";
      case NO_TENANT ->
          "the adapter sets one with --prometheus-header, and KEDA with customHeaders";
      case UNKNOWN_CALLER, REFUSED_CALLER, WEB_PAGE -> route.withCredentials();
      case NO_SUCH_PATH -> route.withAnotherUrl();
      case REFUSED, NOT_READY -> "";
      case NETWORK -> route.ifBlocked();
    };
  }
}
