package io.github.cdk8sovms.acceptance.promql;

import java.util.List;
import java.util.Random;

/** Queries of every kind that can be planned, of the series of {@link RandomSamples}. */
final class RandomQueries {
  private static final List<String> GAUGES =
      List.of("ovms_current_requests", "ovms_streams", "up", "ovms_current_graphs");
  private static final List<String> COUNTERS =
      List.of(
          "ovms_inference_time_us_sum",
          "ovms_wait_for_infer_req_time_us_sum",
          "ovms_request_time_us_sum",
          "ovms_request_time_us_count");
  private static final List<String> MATCHERS =
      List.of(
          "",
          "{pod=\"resnet-0\"}",
          "{pod=~\"resnet-[01]\"}",
          "{pod!~\"resnet-[12]\"}",
          "{name=\"bert\"}",
          "{name!=\"bert\",namespace=\"serving\"}",
          "{version=\"\"}",
          "{version!=\"\"}",
          "{pod=\"none\"}");
  private static final List<String> RANGES = List.of("15s", "20s", "30s", "1m", "90s", "2m", "5m");
  private static final List<String> OF_GAUGES =
      List.of(
          "avg_over_time",
          "min_over_time",
          "max_over_time",
          "sum_over_time",
          "count_over_time",
          "last_over_time",
          "present_over_time",
          "stddev_over_time",
          "stdvar_over_time",
          "changes",
          "resets",
          "delta",
          "idelta",
          "deriv");
  private static final List<String> OF_COUNTERS = List.of("rate", "rate", "increase", "irate");
  private static final List<String> AGGREGATIONS =
      List.of("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar");
  private static final List<String> GROUPINGS =
      List.of(
          "",
          " by (pod)",
          " by (namespace, pod)",
          " by (name)",
          " without (version)",
          " without (pod, name)",
          " by (none)",
          " by (pod, name, version)");
  private static final List<String> FUNCTIONS =
      List.of(
          "abs(%s)",
          "ceil(%s)",
          "floor(%s)",
          "round(%s)",
          "round(%s, 0.25)",
          "sgn(%s)",
          "sqrt(%s)",
          "clamp_min(%s, 1)",
          "clamp_max(%s, 2.5)",
          "clamp(%s, 1, 3)",
          "-%s",
          "timestamp(%s)",
          "vector(scalar(%s))");
  private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "%");
  private static final List<String> COMPARISONS =
      List.of("==", "!=", ">", "<", ">=", "<=", "> bool", "<= bool", "== bool");
  private static final List<String> SETS = List.of("and", "or", "unless");
  private static final List<String> MATCHINGS =
      List.of(
          "",
          "",
          "",
          "on (pod)",
          "on (pod, name, version)",
          "on (namespace, pod)",
          "ignoring (version)",
          "ignoring (name, version)",
          "on ()");
  private static final List<String> GROUPS =
      List.of(
          "on (pod) group_left",
          "on (pod) group_right",
          "on (pod) group_left (name)",
          "ignoring (name, version) group_left ()",
          "ignoring (name, version) group_right (version)");

  private final Random random;

  RandomQueries(Random random) {
    this.random = random;
  }

  /** A query that is an instant vector or a scalar. */
  String next() {
    return random.nextInt(25) == 0 ? scalar(2) : vector(3);
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String offset() {
    return switch (random.nextInt(12)) {
      case 0 -> " offset 1m";
      case 1 -> " offset 47s";
      case 2 -> " offset -30s";
      default -> "";
    };
  }

  private String range(List<String> metrics) {
    return pick(metrics) + pick(MATCHERS) + "[" + pick(RANGES) + "]" + offset();
  }

  private String vector(int depth) {
    int kind = random.nextInt(depth <= 0 ? 4 : 16);
    return switch (kind) {
      case 0 -> pick(GAUGES) + pick(MATCHERS) + offset();
      case 1 -> pick(OF_GAUGES) + "(" + range(GAUGES) + ")";
      case 2 -> pick(OF_COUNTERS) + "(" + range(COUNTERS) + ")";
      case 3 -> leaf();
      case 4, 5, 6 -> aggregate(depth);
      case 7 -> pick(FUNCTIONS).formatted("(" + vector(depth - 1) + ")");
      case 8 -> between(vector(depth - 1), pick(ARITHMETIC), "", vector(depth - 1));
      case 9 -> between(vector(depth - 1), pick(ARITHMETIC), pick(MATCHINGS), vector(depth - 1));
      case 10 -> between(vector(depth - 1), pick(COMPARISONS), pick(MATCHINGS), vector(depth - 1));
      case 11 -> between(vector(depth - 1), pick(SETS), pick(MATCHINGS), vector(depth - 1));
      case 12 -> between(vector(depth - 1), pick(ARITHMETIC), "", scalar(1));
      case 13 -> between(scalar(1), pick(COMPARISONS), "", vector(depth - 1));
      case 14 -> between(vector(depth - 1), pick(COMPARISONS), "", scalar(1));
      default ->
          between(
              vector(depth - 1),
              random.nextBoolean() ? pick(ARITHMETIC) : pick(COMPARISONS),
              pick(GROUPS),
              aggregate(depth - 1));
    };
  }

  private String aggregate(int depth) {
    return switch (random.nextInt(8)) {
      case 0 ->
          "quantile"
              + pick(GROUPINGS)
              + " ("
              + pick(List.of("0.5", "0.9", "-1", "2", "NaN"))
              + ", "
              + vector(depth - 1)
              + ")";
      case 1 -> top();
      default ->
          random.nextBoolean()
              ? pick(AGGREGATIONS) + pick(GROUPINGS) + " (" + vector(depth - 1) + ")"
              : pick(AGGREGATIONS) + " (" + vector(depth - 1) + ")" + pick(GROUPINGS);
    };
  }

  /** Of equal values Prometheus keeps any, so only their sum or number is the same. */
  private String top() {
    String grouping = pick(GROUPINGS);
    return pick(List.of("sum", "count", "min"))
        + grouping
        + (random.nextBoolean() ? " (topk" : " (bottomk")
        + grouping
        + " ("
        + random.nextInt(4)
        + ", "
        + pick(OF_GAUGES)
        + "("
        + range(GAUGES)
        + ")))";
  }

  private static String between(String left, String operator, String matching, String right) {
    return "(" + left + ") " + operator + " " + matching + " (" + right + ")";
  }

  private String leaf() {
    return switch (random.nextInt(9)) {
      case 0 ->
          "quantile_over_time("
              + pick(List.of("0", "0.5", "0.95", "1"))
              + ", "
              + range(GAUGES)
              + ")";
      case 1 -> "predict_linear(" + range(GAUGES) + ", 60)";
      case 2 ->
          "histogram_quantile("
              + pick(List.of("0.5", "0.95", "0", "1"))
              + ", sum by (pod, name, le) (rate(ovms_request_time_us_bucket"
              + pick(MATCHERS)
              + "["
              + pick(RANGES)
              + "])))";
      case 3 -> "absent(" + pick(GAUGES) + pick(MATCHERS) + offset() + ")";
      case 4 -> "absent_over_time(" + range(GAUGES) + ")";
      case 5 ->
          "label_replace("
              + pick(GAUGES)
              + ", \""
              + pick(List.of("pod", "new", "name"))
              + "\", \"$1-x\", \"pod\", \""
              + pick(List.of("resnet-(.*)", "(.*)t-1", "none"))
              + "\")";
      case 6 -> "label_join(" + pick(GAUGES) + ", \"new\", \"/\", \"pod\", \"name\")";
      case 7 ->
          pick(OF_GAUGES)
              + "(("
              + aggregate(0)
              + ")["
              + pick(List.of("1m:15s", "2m:20s", "5m:", "3m:30s"))
              + "]"
              + offset()
              + ")";
      default -> "timestamp(" + pick(GAUGES) + pick(MATCHERS) + offset() + ")";
    };
  }

  private String scalar(int depth) {
    return switch (random.nextInt(depth <= 0 ? 3 : 6)) {
      case 0 -> pick(List.of("0", "1", "2.5", "1e3", "0x10", "NaN", "Inf", "1m30s", "-1", ".5"));
      case 1 -> "time()";
      case 2 -> "scalar(max(" + pick(GAUGES) + "))";
      case 3 -> "(" + scalar(depth - 1) + " " + pick(ARITHMETIC) + " " + scalar(depth - 1) + ")";
      case 4 ->
          "("
              + scalar(depth - 1)
              + " "
              + pick(List.of("> bool", "== bool", "<= bool"))
              + " "
              + scalar(depth - 1)
              + ")";
      default -> "(-" + scalar(depth - 1) + " ^ 2)";
    };
  }
}
