package io.github.cdk8sovms.cli.doctor;

/** Why a store of metrics has given no result, by who answers and how. */
enum StoreProblem {
  /** It is an agent of Prometheus, which collects and answers no queries. */
  AGENT("answers no queries, since it is an agent, which writes what it scrapes to another store"),

  /** Stores with tenants, such as Mimir and Cortex, refuse whoever names none. */
  NO_TENANT("wants to know the tenant, in a header such as X-Scope-OrgID"),
  UNKNOWN_CALLER("wants to know who asks"),
  REFUSED_CALLER("refuses who asks"),

  /** A login page or a gateway answers instead. */
  WEB_PAGE("is not what answers there, but a login page or a gateway"),
  NO_SUCH_PATH("has nothing at that path"),

  /** It answers, but it cannot or will not evaluate. */
  REFUSED("refuses the request"),
  NOT_READY("is there and cannot answer now"),

  /** What was asked did not get there, or back. */
  NETWORK("does not answer");

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

  /** A gateway may say so too, instead of the API server. */
  private static boolean isLost(Answer answer) {
    return answer.status() == Answer.TOO_LATE
        || answer
            .message()
            .matches("(?s).*(timeout|dial tcp|connection refused|no route to host).*");
  }

  /** It says so with the status of a query that cannot be evaluated. */
  static boolean isAgent(Answer answer) {
    return answer.status() == UNPROCESSABLE && answer.message().contains("Prometheus Agent");
  }

  boolean isOfNetwork() {
    return this == NETWORK;
  }

  String said(Answer answer) {
    if (answer.isRedirect()) {
      return "%s (HTTP %d, a redirect)".formatted(meaning, answer.status());
    }
    return "%s (%s)".formatted(meaning, answer.statusAndMessage());
  }

  String remedy(PrometheusWay way) {
    return switch (this) {
      case AGENT -> "ask the store that it writes to, with --prometheus";
      case NO_TENANT ->
          "the adapter names one with --prometheus-header, and KEDA with customHeaders";
      case UNKNOWN_CALLER, REFUSED_CALLER, WEB_PAGE -> way.withCredentials();
      case NO_SUCH_PATH -> way.withAnotherUrl();
      case REFUSED, NOT_READY -> "";
      case NETWORK -> way.pastWhatIsInTheWay();
    };
  }
}
