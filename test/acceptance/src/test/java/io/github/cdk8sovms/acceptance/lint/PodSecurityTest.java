package io.github.cdk8sovms.acceptance.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pod that is emitted is one of the restricted Pod Security Standard, and more: see {@link
 * #broken}.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
class PodSecurityTest {
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private static final Map<String, JsonNode> PODS = pods();

  @Test
  void everyPodIsRestricted() {
    assertThat(PODS.size()).isGreaterThan(20);
    PODS.forEach((file, pod) -> assertThat(broken(pod)).as(file).isEmpty());
  }

  static Stream<Arguments> holes() {
    return Stream.of(
        hole("hostNetwork", pod -> pod.put("hostNetwork", true)),
        hole("hostPath", pod -> pod.withArray("volumes").addObject().putObject("hostPath")),
        hole("runAsNonRoot", pod -> context(pod).put("runAsNonRoot", false)),
        hole("runAsUser", pod -> context(pod).put("runAsUser", 0)),
        hole("seccompProfile", pod -> context(pod).remove("seccompProfile")),
        hole("privileged", pod -> container(pod).put("privileged", true)),
        hole("escalation", pod -> container(pod).remove("allowPrivilegeEscalation")),
        hole("capabilities", pod -> container(pod).remove("capabilities")),
        hole(
            "added",
            pod -> container(pod).withObject("/capabilities").withArray("add").add("SYS_ADMIN")),
        hole("readOnlyRoot", pod -> container(pod).put("readOnlyRootFilesystem", false)),
        hole("hostPort", pod -> first(pod).withArray("ports").addObject().put("hostPort", 80)),
        hole("requests", pod -> first(pod).withObject("/resources").remove("requests")),
        hole("emptyDir", pod -> pod.withArray("volumes").addObject().putObject("emptyDir")),
        hole("token", pod -> pod.remove("automountServiceAccountToken")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("holes")
  void aHoleIsFound(String what, Consumer<ObjectNode> hole) {
    ObjectNode pod = PODS.values().iterator().next().deepCopy();

    hole.accept(pod);

    assertThat(broken(pod)).isNotEmpty();
  }

  /** Every rule that a pod breaks. */
  private static List<String> broken(JsonNode pod) {
    List<String> broken = new ArrayList<>();
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      require(broken, !pod.path(host).asBoolean(), host);
    }
    for (JsonNode volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              kind -> require(broken, kind.equals("name") || VOLUMES.contains(kind), kind));
      require(
          broken, !volume.has("emptyDir") || volume.at("/emptyDir").has("sizeLimit"), "sizeLimit");
    }
    JsonNode context = pod.path("securityContext");
    require(broken, context.path("runAsNonRoot").asBoolean(), "runAsNonRoot");
    // Absent where the platform chooses.
    require(broken, context.path("runAsUser").asInt(1) > 0, "runAsUser");
    require(
        broken,
        context.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
        "seccompProfile");
    require(broken, pod.has("automountServiceAccountToken"), "automountServiceAccountToken");
    containers(pod).forEach(container -> broken.addAll(brokenBy(container)));
    return broken;
  }

  private static List<String> brokenBy(JsonNode container) {
    List<String> broken = new ArrayList<>();
    JsonNode context = container.path("securityContext");
    require(broken, !context.path("privileged").asBoolean(), "privileged");
    require(
        broken,
        !context.path("allowPrivilegeEscalation").asBoolean(true),
        "allowPrivilegeEscalation");
    require(broken, context.at("/capabilities/drop/0").asText().equals("ALL"), "drop ALL");
    require(broken, context.at("/capabilities/add").isMissingNode(), "added capabilities");
    require(broken, context.path("readOnlyRootFilesystem").asBoolean(), "readOnlyRootFilesystem");
    for (JsonNode port : container.path("ports")) {
      require(broken, !port.has("hostPort"), "hostPort");
    }
    for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
      require(broken, container.at("/resources/requests").has(resource), "request of " + resource);
    }
    for (String resource : List.of("memory", "ephemeral-storage")) {
      require(broken, container.at("/resources/limits").has(resource), "limit of " + resource);
    }
    return broken;
  }

  private static void require(List<String> broken, boolean holds, String rule) {
    if (!holds) {
      broken.add(rule);
    }
  }

  private static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.concat(
        StreamSupport.stream(pod.path("containers").spliterator(), false),
        StreamSupport.stream(pod.path("initContainers").spliterator(), false));
  }

  private static Map<String, JsonNode> pods() {
    Map<String, JsonNode> pods = new TreeMap<>();
    GoldenCases.stored()
        .forEach(
            file -> {
              JsonNode pod = Manifest.parse(Repository.read(file)).at("/spec/template/spec");
              if (pod.isObject()) {
                pods.put(Repository.GOLDEN.relativize(file).toString(), pod);
              }
            });
    return pods;
  }

  private static Arguments hole(String what, Consumer<ObjectNode> hole) {
    return Arguments.of(what, hole);
  }

  private static ObjectNode first(ObjectNode pod) {
    return (ObjectNode) pod.at("/containers/0");
  }

  private static ObjectNode container(ObjectNode pod) {
    return (ObjectNode) pod.at("/containers/0/securityContext");
  }

  private static ObjectNode context(ObjectNode pod) {
    return (ObjectNode) pod.at("/securityContext");
  }
}
