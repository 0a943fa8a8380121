package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.Yaml;
import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.signal.OvmsMetric;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target of the ratio that no load can exceed: since OVMS 2024.5 a request is counted only while
 * it holds an infer request, so the ratio is limited to infer requests / streams.
 */
final class UnreachableTarget {
  /** The default tolerance of the HPA controller. */
  private static final double TOLERANCE = 0.1;

  private static final Pattern TAG = Pattern.compile(":([\\w][\\w.-]*)(?:@.*)?$");

  private UnreachableTarget() {}

  static void note(HopContext context, Pod pod, String metrics, Consumer<Note> notes) {
    boolean counted =
        OvmsQuery.isRequestsByStreams(context.query())
            && version(pod).filter(OvmsVersion::countsOnlyRequestsBeingProcessed).isPresent();
    Quantity target = Quantity.of(context.autoscaler().target());
    if (!counted || !target.isValid()) {
      return;
    }
    double needed = target.amount().doubleValue() * (1 + tolerance(context.autoscaler()));
    OptionalDouble streams = largest(metrics, OvmsMetric.STREAMS);
    OptionalDouble requests = inferRequests(context, pod, metrics, streams);
    if (streams.orElse(0) > 0 && requests.isPresent()) {
      double maximum = requests.getAsDouble() / streams.getAsDouble();
      if (maximum <= needed) {
        notes.accept(
            new Note(
                "unreachable-target",
                "%.0f infer requests / %.0f streams = %.2f is the maximum of the metric; pods are added only above %.2f"
                    .formatted(requests.getAsDouble(), streams.getAsDouble(), maximum, needed),
                "Set four infer requests per stream, or a lower target: cdk8s-ovms explain OVMS407"));
      }
    }
  }

  private static double tolerance(Autoscaler autoscaler) {
    Quantity own =
        Quantity.of(autoscaler.object().at("/spec/behavior/scaleUp/tolerance").asText("0.1"));
    return own.isValid() ? own.amount().doubleValue() : TOLERANCE;
  }

  /**
   * Returns the number from metrics, else from a flag, else from the configuration; the default is
   * one per stream.
   */
  private static OptionalDouble inferRequests(
      HopContext context, Pod pod, String metrics, OptionalDouble streams) {
    OptionalDouble exported = largest(metrics, OvmsMetric.INFER_REQUEST_QUEUE_SIZE);
    if (exported.orElse(0) > 0) {
      return exported;
    }
    OptionalInt flag = pod.server().inferRequests();
    if (flag.isPresent()) {
      return OptionalDouble.of(flag.getAsInt());
    }
    double max = 0;
    for (JsonNode volume : pod.object().at("/spec/volumes")) {
      String name = volume.at("/configMap/name").asText();
      if (name.isEmpty()) {
        continue;
      }
      for (JsonNode file : data(context, pod, name)) {
        for (JsonNode model :
            Yaml.structure(file.asText()).orElse(file).path("model_config_list")) {
          max = Math.max(max, model.at("/config/nireq").asDouble(streams.orElse(0)));
        }
      }
    }
    return max > 0 ? OptionalDouble.of(max) : OptionalDouble.empty();
  }

  private static JsonNode data(HopContext context, Pod pod, String configMap) {
    try {
      return context
          .cluster()
          .find("/api/v1/namespaces/%s/configmaps/%s".formatted(pod.namespace(), configMap))
          .map(map -> map.path("data"))
          .orElse(pod.object().path("data"));
    } catch (UnseenException e) {
      // It is only used for a note.
      return pod.object().path("data");
    }
  }

  private static OptionalDouble largest(String metrics, OvmsMetric metric) {
    Pattern sample =
        Pattern.compile("(?m)^" + metric.series() + "(?:\\{[^}]*})?\\s+([0-9.eE+]+)\\s*$");
    return sample
        .matcher(metrics)
        .results()
        .mapToDouble(match -> Double.parseDouble(match.group(1)))
        .max();
  }

  private static Optional<OvmsVersion> version(Pod pod) {
    for (JsonNode container : pod.object().at("/spec/containers")) {
      String image = container.path("image").asText();
      Matcher tag = TAG.matcher(image);
      if (image.contains("model_server") && tag.find()) {
        return OvmsVersion.parse(tag.group(1));
      }
    }
    return Optional.empty();
  }
}
