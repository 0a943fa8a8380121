package io.github.cdk8sovms.internal.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each part of a query means. The values are those of Prometheus, with which the acceptance
 * tests compare many more.
 */
class QueryTest {
  /** Every 15 seconds; the last sample is at 90. */
  private static final SeriesStore STORE =
      Stored.every(
          15,
          """
          requests pod=a model=x: 1 2 3 4 5 6 8
          requests pod=b model=x: 2 2 2 2 2 2 2
          requests pod=b model=y: 0 0 NaN 0 0 0 0
          streams pod=a: 4 4 4 4 4 4 4
          streams pod=b: 2 2 2 2 2 2 2
          total pod=a: 0 15 30 45 60 75 90
          total pod=b: 100 115 130 10 25 40 55
          gone pod=a: 7 7 7 stale
          bucket pod=a le=0.1: 0 0 0 0 0 0 0
          bucket pod=a le=1: 0 2 4 6 8 10 12
          bucket pod=a le=+Inf: 0 4 8 12 16 20 24
          up pod=a zone=eu: 1 1 1 1 1 1 1
          up pod=b zone=us: 1 1 1 1 0 0 0
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          streams                                   | streams pod=a → 4.0; streams pod=b → 2.0
          streams{pod="a"}                          | streams pod=a → 4.0
          {__name__="streams",pod!="a"}             | streams pod=b → 2.0
          streams{pod=~"[ac]",zone=""}              | streams pod=a → 4.0
          streams{pod!~"a.*"}                       | streams pod=b → 2.0
          streams{pod=~"[ac]+"} > 5                 | ''
          gone                                      | ''
          gone offset 1m                            | gone pod=a → 7.0
          requests{pod="a"} offset 30s              | requests model=x pod=a → 5.0
          requests{pod="a"}[1m:30s]                 | error
          """)
  void selectsSeries(String query, String values) {
    assertValues(query, values);
  }

  /** The range of 30 seconds until 90 has the samples at 75 and 90, not that at 60. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          avg_over_time(requests{pod="a"}[30s])            | model=x pod=a → 7.0
          sum_over_time(requests{pod="a"}[30s])            | model=x pod=a → 14.0
          min_over_time(requests{pod="a"}[1m])             | model=x pod=a → 4.0
          max_over_time(requests{pod="a"}[1m])             | model=x pod=a → 8.0
          count_over_time(requests{pod="a"}[1m])           | model=x pod=a → 4.0
          last_over_time(requests{pod="a"}[1m])            | requests model=x pod=a → 8.0
          present_over_time(gone[2m])                      | pod=a → 1.0
          count_over_time(gone[2m])                        | pod=a → 3.0
          quantile_over_time(0.5, requests{pod="a"}[1m])   | model=x pod=a → 5.5
          stdvar_over_time(requests{pod="a"}[30s])         | model=x pod=a → 1.0
          stddev_over_time(requests{pod="a"}[30s])         | model=x pod=a → 1.0
          changes(requests{pod="a"}[1m])                   | model=x pod=a → 3.0
          resets(total[2m])                                | pod=a → 0.0; pod=b → 1.0
          delta(requests{pod="a"}[1m])                     | model=x pod=a → 5.333333333333333
          idelta(requests{pod="a"}[1m])                    | model=x pod=a → 2.0
          deriv(streams[1m])                               | pod=a → 0.0; pod=b → 0.0
          predict_linear(total{pod="a"}[1m], 60)           | pod=a → 151.0
          max_over_time(requests{model="y"}[2m])           | model=y pod=b → 0.0
          avg_over_time(requests{model="y"}[2m])           | model=y pod=b → NaN
          max_over_time((sum by (pod) (requests))[1m:30s]) | pod=a → 8.0; pod=b → 2.0
          avg_over_time(requests{pod="a"}[30s] offset 30s) | model=x pod=a → 4.5
          avg_over_time(nothing[1m])                       | ''
          """)
  void calculatesOverTime(String query, String values) {
    assertValues(query, values);
  }

  /**
   * The samples from 45 to 90 span 45 seconds. The range begins 14 seconds before them and ends 1
   * second after, which is near enough to extrapolate to there. The counter of b would have been
   * below 0 then, so its rate begins 10 seconds before.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate(total{pod="a"}[30s])      | pod=a → 1.0
          increase(total{pod="a"}[1m])   | pod=a → 60.0
          rate(total{pod="b"}[1m])       | pod=b → 0.9333333333333333
          increase(total{pod="b"}[2m])   | pod=b → 93.02777777777779
          irate(total[1m])               | pod=a → 1.0; pod=b → 1.0
          rate(total{pod="a"}[10s])      | ''
          rate(requests{pod="b"}[1m])    | model=x pod=b → 0.0; model=y pod=b → 0.0
          """)
  void extrapolatesRates(String query, String values) {
    assertValues(query, values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum(requests)                            | → 10.0
          sum by (pod) (requests)                  | pod=a → 8.0; pod=b → 2.0
          sum without (model) (requests)           | pod=a → 8.0; pod=b → 2.0
          avg(requests) by (model)                 | model=x → 5.0; model=y → 0.0
          min by (pod) (requests)                  | pod=a → 8.0; pod=b → 0.0
          max by (pod) (requests)                  | pod=a → 8.0; pod=b → 2.0
          count by (pod) (requests)                | pod=a → 1.0; pod=b → 2.0
          group(requests)                          | → 1.0
          stddev(streams)                          | → 1.0
          stdvar(streams)                          | → 1.0
          quantile(0.5, requests)                  | → 2.0
          quantile(2, requests)                    | → Infinity
          topk(1, requests)                        | requests model=x pod=a → 8.0
          bottomk by (pod) (1, requests)           | requests model=x pod=a → 8.0; requests model=y pod=b → 0.0
          topk(0, requests)                        | ''
          max by (none) (requests > 9)             | ''
          """)
  void aggregates(String query, String values) {
    assertValues(query, values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum by (pod) (requests) / streams                     | pod=a → 2.0; pod=b → 1.0
          requests / on (pod) group_left streams                | model=x pod=a → 2.0; model=x pod=b → 1.0; model=y pod=b → 0.0
          requests * on (pod) group_left (zone) up              | model=x pod=a zone=eu → 8.0; model=x pod=b zone=us → 0.0; model=y pod=b zone=us → 0.0
          streams + on (pod) group_right requests               | model=x pod=a → 12.0; model=x pod=b → 4.0; model=y pod=b → 2.0
          streams - ignoring (zone) up                          | pod=a → 3.0; pod=b → 2.0
          streams % 3                                           | pod=a → 1.0; pod=b → 2.0
          2 ^ 3 ^ 2                                             | → 512.0
          -2 ^ 2                                                | → -4.0
          1 + 2 * 3                                             | → 7.0
          streams > 3                                           | streams pod=a → 4.0
          3 < streams                                           | streams pod=a → 4.0
          streams > bool 3                                      | pod=a → 1.0; pod=b → 0.0
          1 == bool 1                                           | → 1.0
          streams > on (pod) up * 3                             | pod=a → 4.0; pod=b → 2.0
          streams and on (pod) (up == 1)                        | streams pod=a → 4.0
          streams unless on (pod) (up == 1)                     | streams pod=b → 2.0
          streams or requests{model="y"}                        | requests model=y pod=b → 0.0; streams pod=a → 4.0; streams pod=b → 2.0
          streams / 0                                           | pod=a → Infinity; pod=b → Infinity
          0 * streams / 0                                       | pod=a → NaN; pod=b → NaN
          """)
  void combines(String query, String values) {
    assertValues(query, values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abs(-streams)                                         | pod=a → 4.0; pod=b → 2.0
          ceil(streams / 3)                                     | pod=a → 2.0; pod=b → 1.0
          floor(streams / 3)                                    | pod=a → 1.0; pod=b → 0.0
          round(vector(2.5))                                    | → 3.0
          round(vector(1.23), 0.5)                              | → 1.0
          sgn(vector(-3))                                       | → -1.0
          sqrt(streams{pod="a"})                                | pod=a → 2.0
          exp(vector(0))                                        | → 1.0
          ln(vector(1))                                         | → 0.0
          log2(vector(8))                                       | → 3.0
          log10(vector(1000))                                   | → 3.0
          clamp(streams, 3, 3.5)                                | pod=a → 3.5; pod=b → 3.0
          clamp(streams, 3, 2)                                  | ''
          clamp_min(streams, 3)                                 | pod=a → 4.0; pod=b → 3.0
          clamp_max(streams, 3)                                 | pod=a → 3.0; pod=b → 2.0
          clamp_min(vector(NaN), 3)                             | → NaN
          scalar(streams{pod="a"})                              | → 4.0
          scalar(streams)                                       | → NaN
          vector(1m30s)                                         | → 90.0
          time()                                                | → 91.0
          timestamp(streams)                                    | pod=a → 90.0; pod=b → 90.0
          timestamp(-streams)                                   | pod=a → 91.0; pod=b → 91.0
          absent(nothing{pod="a",zone=~"e.*"})                  | pod=a → 1.0
          absent(streams)                                       | ''
          absent_over_time(gone[30s])                           | → 1.0
          absent_over_time(gone[2m])                            | ''
          label_replace(streams{pod="a"}, "x", "$1-1", "pod", "(.*)") | streams pod=a x=a-1 → 4.0
          label_replace(streams{pod="a"}, "pod", "", "pod", "a")      | streams → 4.0
          label_join(up{pod="a"}, "x", "/", "zone", "pod")      | up pod=a x=eu/a zone=eu → 1.0
          histogram_quantile(0.5, rate(bucket[1m]))             | pod=a → 1.0
          histogram_quantile(0.25, rate(bucket[1m]))            | pod=a → 0.55
          histogram_quantile(0.9, rate(bucket[1m]))             | pod=a → 1.0
          histogram_quantile(0.5, streams)                      | ''
          """)
  void appliesFunctions(String query, String values) {
    assertValues(query, values);
  }

  /** An instant query sees the last sample for 5 minutes. */
  @Test
  void looksBackFiveMinutes() {
    assertThat(Stored.values(STORE, "streams{pod='a'}", 389.999)).isEqualTo("streams pod=a → 4.0");
    assertThat(Stored.values(STORE, "streams", 390)).isEmpty();
  }

  @Test
  void aSeriesThatEndedContinuesWithItsNextSample() {
    SeriesStore store = Stored.every(15, "x: 1 stale _ 3 NaN");

    assertThat(Stored.values(store, "x", 14)).isEqualTo("x → 1.0");
    assertThat(Stored.values(store, "x", 15)).isEmpty();
    assertThat(Stored.values(store, "x", 44)).isEmpty();
    assertThat(Stored.values(store, "x", 45)).isEqualTo("x → 3.0");
    assertThat(Stored.values(store, "x", 60)).isEqualTo("x → NaN");
    assertThat(Stored.values(store, "sum_over_time(x[46s])", 45)).isEqualTo("→ 4.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          streams                                          | 300
          avg_over_time(streams[1m])                       | 60
          rate(total[2m] offset 1m) or streams offset 1h   | 3900
          max_over_time(rate(total[1m])[10m:30s] offset 5m)| 960
          time()                                           | 0
          streams offset -10m                              | 0
          """)
  void saysHowFarItLooksBack(String query, long seconds) {
    assertThat(Query.parse(query).lookback()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void namesTheMetricsThatItReads() {
    assertThat(
            Query.parse("sum(a) / on (x) topk(scalar(b), rate(c[1m])) or {__name__=\"d\"}")
                .metrics())
        .isEqualTo(Set.of("a", "b", "c", "d"));
    assertThat(Query.parse("{pod=\"a\"} + {__name__=~\"a.*\"}").metrics()).isEmpty();
  }

  /** Comments, quotes, escapes, case and white space. */
  @Test
  void readsWhatPrometheusReads() {
    SeriesStore store = Stored.every(15, "x a=it's: 1\nx a=b\\c: 2");

    assertThat(Stored.values(store, "SUM BY(a,) (x{a=\"it's\",}) # all", 0))
        .isEqualTo("a=it's → 1.0");
    assertThat(Stored.values(store, "x{'a'='it\\'s'}", 0)).isEqualTo("x a=it's → 1.0");
    assertThat(Stored.values(store, "{\"x\", a=`b\\c`}", 0)).isEqualTo("x a=b\\c → 2.0");
    assertThat(Stored.values(store, "x{a=\"\\x62\\\\\\u0063\"}", 0)).isEqualTo("x a=b\\c → 2.0");
    assertThat(Stored.values(store, "0x1F + .5e1 + inf", 0)).isEqualTo("→ Infinity");
  }

  private static void assertValues(String query, String expected) {
    String actual;
    try {
      actual = Stored.values(STORE, query, 91);
    } catch (PromQlException e) {
      actual = "error";
    }
    assertThat(actual).as(query).isEqualTo(sorted(expected));
  }

  private static String sorted(String values) {
    return Arrays.stream(values.split("; ")).sorted().collect(Collectors.joining("; "));
  }
}
