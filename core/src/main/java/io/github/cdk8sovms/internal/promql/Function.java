package io.github.cdk8sovms.internal.promql;

import static io.github.cdk8sovms.internal.promql.Type.RANGE;
import static io.github.cdk8sovms.internal.promql.Type.SCALAR;
import static io.github.cdk8sovms.internal.promql.Type.STRING;
import static io.github.cdk8sovms.internal.promql.Type.VECTOR;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A function of PromQL.
 *
 * @param optional how many of the last arguments may be left out
 * @param repeats whether the last argument may occur any number of times
 */
record Function(
    String name, List<Type> arguments, int optional, boolean repeats, Type result, Body body) {

  private static final Map<String, Function> ALL = new TreeMap<>();

  /** What a function does. */
  sealed interface Body {}

  /** Calculates a value of each value and scalars. */
  @FunctionalInterface
  interface OfValue {
    double apply(double value, double[] scalars);
  }

  /** Calculates a value of the samples in a range and a scalar. */
  @FunctionalInterface
  interface OfWindow {
    double apply(Window window, double scalar);
  }

  /** Of each value of the first argument. */
  record EachValue(OfValue calculation) implements Body {}

  /**
   * Of the samples of each series.
   *
   * @param fewest the samples that it needs
   * @param keepsName whether its result is still of the metric
   */
  record EachWindow(OfWindow calculation, int fewest, boolean keepsName) implements Body {}

  /** What needs more than values. */
  enum Special implements Body {
    ABSENT,
    ABSENT_OVER_TIME,
    CLAMP,
    HISTOGRAM_QUANTILE,
    LABEL_JOIN,
    LABEL_REPLACE,
    SCALAR,
    TIME,
    TIMESTAMP,
    VECTOR
  }

  static {
    value("abs", Math::abs);
    value("ceil", Math::ceil);
    value("exp", Math::exp);
    value("floor", Math::floor);
    value("ln", Math::log);
    value("log10", Math::log10);
    value("log2", value -> Math.log(value) / Math.log(2));
    value("sgn", PerValue::sign);
    value("sqrt", Math::sqrt);
    values(
        "clamp_max", (value, it) -> PerValue.clamp(value, Double.NEGATIVE_INFINITY, it[0]), 1, 0);
    values(
        "clamp_min", (value, it) -> PerValue.clamp(value, it[0], Double.POSITIVE_INFINITY), 1, 0);
    values("round", (value, it) -> PerValue.round(value, it.length == 0 ? 1 : it[0]), 1, 1);
    window("avg_over_time", OverTime::average);
    window("changes", OverTime::changes);
    window("count_over_time", Window::size);
    window("max_over_time", OverTime::highest);
    window("min_over_time", OverTime::lowest);
    window("present_over_time", window -> 1);
    window("resets", OverTime::resets);
    window("stddev_over_time", window -> Math.sqrt(OverTime.variance(window)));
    window("stdvar_over_time", OverTime::variance);
    window("sum_over_time", OverTime::sum);
    change("delta", window -> Rates.extrapolated(window, false));
    change("deriv", Rates::derivative);
    change("idelta", window -> Rates.instant(window, false));
    change("increase", window -> Rates.extrapolated(window, true));
    change("irate", window -> Rates.instant(window, true));
    change("rate", Rates::rate);
    add("last_over_time", List.of(RANGE), each(ignoringScalar(OverTime::last), 1, true));
    add("predict_linear", List.of(RANGE, SCALAR), each(Rates::predicted, 2, false));
    add("quantile_over_time", List.of(SCALAR, RANGE), each(OverTime::quantile, 1, false));
    add("absent", List.of(VECTOR), Special.ABSENT);
    add("absent_over_time", List.of(RANGE), Special.ABSENT_OVER_TIME);
    add("clamp", List.of(VECTOR, SCALAR, SCALAR), Special.CLAMP);
    add("histogram_quantile", List.of(SCALAR, VECTOR), Special.HISTOGRAM_QUANTILE);
    add("label_replace", List.of(VECTOR, STRING, STRING, STRING, STRING), Special.LABEL_REPLACE);
    add("timestamp", List.of(VECTOR), Special.TIMESTAMP);
    add("vector", List.of(SCALAR), Special.VECTOR);
    put(new Function("scalar", List.of(VECTOR), 0, false, SCALAR, Special.SCALAR));
    put(new Function("time", List.of(), 0, false, SCALAR, Special.TIME));
    put(
        new Function(
            "label_join",
            List.of(VECTOR, STRING, STRING, STRING),
            1,
            true,
            VECTOR,
            Special.LABEL_JOIN));
  }

  static Function of(Token word) {
    Function function = ALL.get(word.text());
    if (function == null) {
      throw PromQlException.unsupported(word.position(), "the function " + word.quoted());
    }
    return function;
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  Type argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }

  /** Checks the number of arguments. */
  void check(Token word, int given) {
    int fewest = arguments.size() - optional;
    if (given < fewest || given > arguments.size() && !repeats) {
      throw new PromQlException(
          word.position(),
          "%s takes %d argument(s), not %d".formatted(word.quoted(), arguments.size(), given));
    }
  }

  private static void value(String name, DoubleUnaryOperator calculation) {
    values(name, (value, scalars) -> calculation.applyAsDouble(value), 0, 0);
  }

  private static void values(String name, OfValue calculation, int scalars, int optional) {
    List<Type> arguments = scalars == 0 ? List.of(VECTOR) : List.of(VECTOR, SCALAR);
    put(new Function(name, arguments, optional, false, VECTOR, new EachValue(calculation)));
  }

  private static void window(String name, ToDoubleFunction<Window> calculation) {
    add(name, List.of(RANGE), each(ignoringScalar(calculation), 1, false));
  }

  private static void change(String name, ToDoubleFunction<Window> calculation) {
    add(name, List.of(RANGE), each(ignoringScalar(calculation), 2, false));
  }

  private static OfWindow ignoringScalar(ToDoubleFunction<Window> calculation) {
    return (window, scalar) -> calculation.applyAsDouble(window);
  }

  private static EachWindow each(OfWindow calculation, int fewest, boolean keepsName) {
    return new EachWindow(calculation, fewest, keepsName);
  }

  private static void add(String name, List<Type> arguments, Body body) {
    put(new Function(name, arguments, 0, false, VECTOR, body));
  }

  private static void put(Function function) {
    ALL.put(function.name(), function);
  }
}
