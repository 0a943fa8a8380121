package io.github.cdk8sovms.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OvmsQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(rate(ovms_request_time_us_bucket[1m])) / ovms_streams | ovms_request_time_us ovms_streams",
        "up{job=\"ovms_pods\",pod=~'ovms_a.*'} | ''",
        "{__name__=\"ovms_streams\",job=\"ovms_x\"} | ovms_streams",
        "{\"ovms_streams\",job=\"x\"} | ovms_streams",
        "job:ovms_requests:sum | ''",
        "label_replace(ovms_streams, \"ovms_label\", \"$1\", \"pod\", \"(.*)\") | ovms_streams",
      })
  void seriesAreMetricNamesAndNoStrings(String query, String series) {
    assertThat(String.join(" ", OvmsQuery.series(query))).isEqualTo(series);
  }
}
