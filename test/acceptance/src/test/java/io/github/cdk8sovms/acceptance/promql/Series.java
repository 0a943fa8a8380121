package io.github.cdk8sovms.acceptance.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series of a pod, in the notation of promtool.
 *
 * @param series metric and labels, those included that every scrape sets
 * @param values one for each scrape
 */
public record Series(String series, String values) {
  /** Pod, model and version, of which only the model is required. */
  private static final Pattern OWNER =
      Pattern.compile("(?:(?<pod>\\S+) )?(?<model>[^\\s/:]+)(?:/(?<version>\\d+))?: (?<rest>.*)");

  private static final Pattern ONE =
      Pattern.compile("(?<what>[A-Z_a-z]+)(?:\\{(?<labels>[^}]*)})? (?<values>.+)");

  private static final Pattern POD = Pattern.compile("pod=\"(resnet-[^\"]+)\"");

  private static final Map<String, String> METRICS =
      Map.of(
          "requests", "ovms_current_requests",
          "streams", "ovms_streams",
          "graphs", "ovms_current_graphs",
          "time", "ovms_request_time_us_sum",
          "count", "ovms_request_time_us_count",
          "bucket", "ovms_request_time_us_bucket",
          "wait", "ovms_wait_for_infer_req_time_us_sum",
          "inference", "ovms_inference_time_us_sum");

  /**
   * Reads a notation for tables: {@code resnet50: requests 1x20, streams 2x20; resnet-1 bert/2:
   * streams 4x20}. Without an owner the series are those of version 1 of the model resnet50 in the
   * pod resnet-0; request times are those of gRPC unless labels in braces say otherwise.
   */
  static List<Series> parse(String text) {
    List<Series> all = new ArrayList<>();
    for (String part : text.split(";")) {
      Matcher owner = OWNER.matcher(part.strip());
      boolean isOwned = owner.matches();
      String pod = isOwned && owner.group("pod") != null ? owner.group("pod") : "resnet-0";
      String model = isOwned ? owner.group("model") : "resnet50";
      String version = isOwned && owner.group("version") != null ? owner.group("version") : "1";
      String labels =
          "job=\"serving/resnet\",namespace=\"serving\",pod=\"%s\",instance=\"%s:8000\",name=\"%s\""
              .formatted(pod, pod, model);
      for (String one : (isOwned ? owner.group("rest") : part.strip()).split(", ")) {
        all.add(of(one.strip(), labels, version));
      }
    }
    return all;
  }

  /** The pods whose series these are, of the server whose pods are called resnet. */
  static List<String> podsOf(List<Series> series) {
    return series.stream()
        .map(one -> POD.matcher(one.series()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /** The series of Prometheus about the pods that it scrapes, whether they answer or not. */
  static List<Series> scraped(List<String> pods) {
    return pods.stream()
        .map(pod -> new Series("up{namespace=\"serving\",pod=\"" + pod + "\"}", "1x20"))
        .toList();
  }

  private static Series of(String text, String labels, String version) {
    Matcher series = ONE.matcher(text);
    if (!series.matches() || !METRICS.containsKey(series.group("what"))) {
      throw new IllegalArgumentException("not a series: " + text);
    }
    String metric = METRICS.get(series.group("what"));
    StringBuilder all = new StringBuilder(labels);
    if (!metric.endsWith("graphs")) {
      all.append(",version=\"").append(version).append('"');
    }
    String own = series.group("labels") == null ? "" : series.group("labels");
    if (metric.startsWith("ovms_request_time") && !own.contains("interface")) {
      all.append(",interface=\"gRPC\"");
    }
    return new Series(metric + "{" + withOwn(all.toString(), own) + "}", series.group("values"));
  }

  /** An explicit label replaces the one that every series has. */
  private static String withOwn(String labels, String own) {
    String all = "," + labels;
    for (String label : own.isEmpty() ? new String[0] : own.split(",")) {
      String name = label.substring(0, label.indexOf('='));
      all = all.replaceAll("," + name + "=\"[^\"]*\"", "") + "," + label;
    }
    return all.substring(1);
  }
}
