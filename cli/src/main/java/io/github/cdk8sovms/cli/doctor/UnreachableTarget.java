package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.manifest.Yaml;
import io.github.cdk8sovms.kubernetes.Quantity;
import io.github.cdk8sovms.serving.OvmsMetric;
import io.github.cdk8sovms.serving.OvmsVersion;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target of the ratio that no load can exceed: since OVMS 2024.5 a request is counted only while
 * it holds an infer request, so the ratio ends at infer requests by streams.
 */
final class UnreachableTarget {
  /** Within it of the target nothing is changed, unless the autoscaler says otherwise. */
  private static final double TOLERANCE = 0.1;

  private static final Pattern TAG = Pattern.compile(":([\\w][\\w.-]*)(?:@.*)?$");

  private UnreachableTarget() {}

  static void note(Surroundings surroundings, Pod pod, String metrics, Consumer<Oddity> oddities) {
    boolean counted =
        OvmsQuery.isRequestsByStreams(surroundings.query())
            && version(pod).filter(OvmsVersion::countsOnlyRequestsBeingProcessed).isPresent();
    Quantity target = Quantity.of(surroundings.autoscaler().target());
    if (!counted || !target.isValid()) {
      return;
    }
    double needed = target.amount().doubleValue() * (1 + tolerance(surroundings.autoscaler()));
    OptionalDouble streams = largest(metrics, OvmsMetric.STREAMS);
    OptionalDouble requests = inferRequests(surroundings, pod, metrics, streams);
    if (streams.orElse(0) > 0 && requests.isPresent()) {
      double reach = requests.getAsDouble() / streams.getAsDouble();
      if (reach <= needed) {
        oddities.accept(
            new Oddity(
                "unreachable-target",
                "%.0f infer requests by %.0f streams are %.2f, the most that the metric can be; pods are added above %.2f only"
                    .formatted(requests.getAsDouble(), streams.getAsDouble(), reach, needed),
                "Set four infer requests a stream, or a lower target: cdk8s-ovms explain OVMS407"));
      }
    }
  }

  private static double tolerance(Autoscaler autoscaler) {
    Quantity own =
        Quantity.of(autoscaler.object().at("/spec/behavior/scaleUp/tolerance").asText("0.1"));
    return own.isValid() ? own.amount().doubleValue() : TOLERANCE;
  }

  /** As the server says, else as its configuration does; OpenVINO's own choice is one a stream. */
  private static OptionalDouble inferRequests(
      Surroundings surroundings, Pod pod, String metrics, OptionalDouble streams) {
    OptionalDouble said = largest(metrics, OvmsMetric.INFER_REQUEST_QUEUE_SIZE);
    if (said.orElse(0) > 0) {
      return said;
    }
    double most = 0;
    for (JsonNode volume : pod.object().at("/spec/volumes")) {
      String name = volume.at("/configMap/name").asText();
      if (name.isEmpty()) {
        continue;
      }
      for (JsonNode file : data(surroundings, pod, name)) {
        for (JsonNode model :
            Yaml.structure(file.asText()).orElse(file).path("model_config_list")) {
          most = Math.max(most, model.at("/config/nireq").asDouble(streams.orElse(0)));
        }
      }
    }
    return most > 0 ? OptionalDouble.of(most) : OptionalDouble.empty();
  }

  private static JsonNode data(Surroundings surroundings, Pod pod, String configMap) {
    try {
      return surroundings
          .cluster()
          .find("/api/v1/namespaces/%s/configmaps/%s".formatted(pod.namespace(), configMap))
          .map(map -> map.path("data"))
          .orElse(pod.object().path("data"));
    } catch (UnseenException e) {
      // What it is for is only a hint.
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
