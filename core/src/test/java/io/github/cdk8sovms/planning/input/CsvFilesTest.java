package io.github.cdk8sovms.planning.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traffic in CSV files. */
class CsvFilesTest {
  @TempDir private Path directory;

  @Test
  void secondsAreRelativeToTheStart() throws IOException {
    Traffic traffic = read("0.5\n2\n2.25\n");

    assertThat(times(traffic)).containsExactly(0.5, 2.0, 2.25);
    assertThat(traffic.seconds()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-29T14:00:00Z\n2026-11-29T14:00:01.5Z\n",
        "2026-11-29T15:00:00+01:00\n2026-11-29T09:00:01.5-05:00\n",
        "2026-11-29 14:00:00\n2026-11-29 14:00:01.5000000\n",
        "1795960800\n1795960801.5\n",
        "1795960800000\n1795960801500\n",
        "TIMESTAMP,ContextTokens\n2026-11-29 14:00:00.0000000,374\n2026-11-29 14:00:01.5,396\n",
        "id;Time\n7;\"2026-11-29T14:00:00Z\"\n8;2026-11-29T14:00:01.5Z\n",
        "# exported\n\ntime\n1795960800\n\n1795960801.5\n"
      })
  void datesStartWithTheFirstRequest(String text) throws IOException {
    assertThat(times(read(text))).containsExactly(0.0, 1.5);
  }

  @Test
  void itCanBeReplayed() throws IOException {
    Traffic traffic = read("1\n2\n3\n");

    assertThat(times(traffic)).isEqualTo(times(traffic)).hasSize(3);
  }

  @Test
  void countsAreSpreadOverTheirInterval() throws IOException {
    Traffic traffic = read("time,requests\n0,3\n60,0\n120,2\n");

    assertThat(traffic.seconds()).isEqualTo(180);
    assertThat(times(traffic)).hasSize(5).filteredOn(time -> time < 60).hasSize(3);
    assertThat(times(traffic)).filteredOn(time -> time > 60 && time < 120).isEmpty();
  }

  @Test
  void intervalsWithoutALineHaveNoRequests() throws IOException {
    assertThat(times(read("time,count\n0,1\n60,1\n240,1\n")))
        .hasSize(3)
        .last()
        .satisfies(time -> assertThat(time).isBetween(240.0, 300.0));
  }

  @Test
  void ratesAreTimesTheirInterval() throws IOException {
    assertThat(times(read("time,rate\n0,0.5\n60,1.5\n"))).hasSize(120);
  }

  @Test
  void countsWithoutTimesNeedTheInterval() throws IOException {
    Path file = write("count\n5\n6\n");
    Path plain = write("5\n6\n");

    assertThat(CsvFiles.read(file, Optional.of(Duration.ofMinutes(1)), Spacing.EVEN).seconds())
        .isEqualTo(120);
    assertThat(times(CsvFiles.read(plain, Optional.of(Duration.ofMinutes(1)), Spacing.EVEN)))
        .hasSize(11);
    assertThatThrownBy(() -> CsvFiles.read(file, Optional.empty(), Spacing.EVEN))
        .hasMessage(
            "\""
                + file
                + "\", line 2: it has no column with times. Give the length of an interval, such as"
                + " --interval 1m.");
  }

  @Test
  void requestsOfK6StartedBeforeTheyEnded() throws IOException {
    Traffic traffic =
        read(
            """
            metric_name,timestamp,metric_value,check,error
            http_reqs,1795960801,1.000000,,
            http_req_duration,1795960801,900.5,,
            http_req_duration,1795960803,200.0,,
            iteration_duration,1795960803,5000.0,,
            http_req_duration,1795960802,1500.0,,
            """);

    assertThat(traffic.seconds()).isEqualTo(3);
    assertThat(times(traffic).stream().map(time -> (int) Math.floor(time)))
        .containsExactly(0, 0, 2);
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    Path file = directory.resolve("arrivals.csv.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write("1\n2\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(times(CsvFiles.read(file, Optional.empty(), Spacing.EVEN)))
        .containsExactly(1.0, 2.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1\\n2\\nx\\n|, line 3: \"x\" is not a time. Use seconds or RFC 3339, such as 2026-11-29T14:00:00Z.",
        "1\\n-2\\n|, line 2: \"-2\" is not a time. Use seconds or RFC 3339, such as 2026-11-29T14:00:00Z.",
        "1\\nNaN\\n|, line 2: \"NaN\" is not a time. Use seconds or RFC 3339, such as 2026-11-29T14:00:00Z.",
        "time\\n2026-02-30T00:00:00Z\\n|, line 2: \"2026-02-30T00:00:00Z\" is not a time. Use seconds or RFC 3339, such as 2026-11-29T14:00:00Z.",
        "5\\n\\n4.5\\n|, line 3: \"4.5\" is before the time of line 1. Sort the file by time.",
        "time,count\\n0,-1\\n60,2\\n|, line 2: \"-1\" is not a number of requests; it must be from 0 to 1000000000. Correct it.",
        "time,count\\n0,1\\n60,\\n|, line 3: \"\" is not a number of requests; it must be from 0 to 1000000000. Correct it.",
        "time,count\\n0,1\\n60,1\\n90,1\\n|, line 4: \"90\" is not a multiple of 1m after the first interval. Write intervals of one length.",
        "time,count\\n60,1\\n0,1\\n|, line 3: \"0\" is not after the interval before it. Sort the file by time.",
        "1,2\\n3,4\\n|, line 1: it has 2 columns without names. Write a header, such as \"time\" for arrivals or \"time,count\" for requests in each interval.",
        "a,b\\n3,4\\n|, line 1: \"a,b\" is neither a time nor a header with one of the columns time, count and rate. Use \"time\" for arrivals or \"time,count\" for requests in each interval.",
        "time\\n| has no arrivals. Give a file with a line for each request.",
        "time,count\\n| has no counts. Give a file with a line for each interval.",
        "time,count\\n0,5\\n| has a single interval of unknown length. Give --interval, such as --interval 1m.",
        "# nothing\\n| is empty. Give a file with traffic, or --shape.",
        "metric_name,timestamp\\nvus,1,1\\n| has no http_req_duration or grpc_req_duration of k6. Write it with k6 run --out csv=FILE.",
        "metric_name,timestamp,metric_value\\nhttp_req_duration,x,1\\n|, line 2: it has no time and duration of a request. Write the file with k6 run --out csv=FILE."
      })
  void whatCannotBeReadIsReportedWithItsLine(String text, String problem) throws IOException {
    Path file = write(text.replace("\\n", "\n"));

    assertThatThrownBy(() -> CsvFiles.read(file, Optional.empty(), Spacing.EVEN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("\"" + file + "\"" + (problem.startsWith(",") ? "" : " ") + problem.strip());
  }

  @Test
  void otherFilesAreReportedInOneLine() throws IOException {
    Path binary = Files.write(directory.resolve("model.bin"), new byte[] {(byte) 0xff, 0, 1});
    Path line = Files.writeString(directory.resolve("long.csv"), "x".repeat(2_000_000));
    Path plain = Files.writeString(directory.resolve("plain.gz"), "1\n2\n");

    assertThatThrownBy(() -> read(directory))
        .hasMessage("\"" + directory + "\" is a directory. Give a file with traffic.");
    assertThatThrownBy(() -> read(directory.resolve("none")))
        .hasMessageEndingWith("none\" does not exist. Give a file with traffic, or --shape.");
    assertThatThrownBy(() -> read(binary))
        .hasMessageEndingWith(
            "model.bin\" is not UTF-8 text. Give a file of a format in docs/plan.md.");
    assertThatThrownBy(() -> read(line))
        .hasMessageEndingWith(
            "long.csv\", line 1: it is longer than a megabyte. Write one value per line.");
    assertThatThrownBy(() -> read(plain))
        .hasMessageEndingWith("plain.gz\" is not compressed with gzip. Rename it.");
  }

  /** A million arrivals would be 60 MB as objects. */
  @Test
  void arrivalsAreNotKeptInMemory() throws IOException {
    Path file = directory.resolve("large.csv");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 1_000_000; i++) {
        writer.write(i / 50.0 + "\n");
      }
    }
    Traffic traffic = CsvFiles.read(file, Optional.empty(), Spacing.EVEN);
    Traffic.Arrivals arrivals = traffic.arrivals(1);
    arrivals.next();
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    for (int i = 0; i < 900_000; i++) {
      arrivals.next();
    }
    System.gc();
    long after = runtime.totalMemory() - runtime.freeMemory();

    assertThat(after - before).isLessThan(4_000_000);
    assertThat(arrivals.next()).isEqualTo(900_001 / 50.0);
  }

  private Traffic read(String text) throws IOException {
    return read(write(text));
  }

  private static Traffic read(Path file) {
    return CsvFiles.read(file, Optional.empty(), Spacing.EVEN);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "traffic", ".csv"), text);
  }

  private static List<Double> times(Traffic traffic) {
    List<Double> times = new ArrayList<>();
    Traffic.Arrivals arrivals = traffic.arrivals(1);
    for (double time = arrivals.next(); time < Double.POSITIVE_INFINITY; time = arrivals.next()) {
      times.add(time);
    }
    return times;
  }
}
