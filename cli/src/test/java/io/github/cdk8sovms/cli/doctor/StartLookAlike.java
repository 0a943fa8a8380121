package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.condition;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.parse;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Pods with the times of their starts, and what hides them. */
enum StartLookAlike {
  START_WITH_A_PULL(
      cluster -> {
        pods(cluster, started("resnet-a", 5, 34), started("resnet-b", 6, 50));
        events(cluster, "resnet-a", pulled("21.4s (26.2s including waiting)"));
        events(cluster, "resnet-b", pulled("1m2s (41.9s including waiting)"));
      }),
  START_WITH_A_NEW_NODE(
      cluster -> {
        pods(cluster, started("resnet-a", 90, 99));
        events(
            cluster,
            "resnet-a",
            event("FailedScheduling", "0/3 nodes are available: 3 Insufficient cpu."),
            event("TriggeredScaleUp", "pod triggered scale-up: [{pool 3->4 (max: 9)}]"),
            present());
      }),
  START_OF_INIT_CONTAINERS(
      cluster -> {
        ObjectNode pod = started("resnet-a", 1, 62);
        ((ObjectNode) pod.path("status"))
            .set(
                "initContainerStatuses",
                parse(
                    "[{'name':'fetch-models','state':{'terminated':{'exitCode':0,'startedAt':'2026-11-25T10:00:03Z','finishedAt':'2026-11-25T10:00:43Z'}}}]"));
        pods(cluster, pod);
        events(cluster, "resnet-a", present(), pulled("850ms (850ms including waiting)"));
      }),
  START_ON_A_GPU(
      cluster -> {
        ObjectNode pod = started("resnet-a", 0, 40);
        ObjectNode spec = pod.path("spec").deepCopy();
        ((ObjectNode) spec.at("/containers/0/resources/limits")).put("gpu.intel.com/xe", "1");
        pod.set("spec", spec);
        ((ObjectNode) pod.at("/status/containerStatuses/0/state/running"))
            .put("startedAt", "2026-11-25T10:00:02Z");
        pods(cluster, pod);
        events(cluster, "resnet-a", present());
      }),
  START_WITHOUT_EVENTS(
      cluster -> {
        pods(cluster, started("resnet-a", 1, 40));
        events(cluster, "resnet-a");
      }),
  START_WITH_EVENTS_OF_ANOTHER_POD(
      cluster -> {
        pods(cluster, started("resnet-a", 1, 40));
        ObjectNode other = event("Pulled", "Container image \"a\" already present on machine");
        other.withObject("/involvedObject").put("name", "resnet-a").put("uid", "of-an-older-one");
        cluster.api.list(path("resnet-a"), List.of(other));
      }),
  START_WITH_EVENTS_FORBIDDEN(
      cluster -> {
        pods(cluster, started("resnet-a", 1, 40));
        cluster.api.forbid(path("resnet-a"), "list", "events", "", "in the namespace \"serving\"");
      }),
  START_WITH_AN_UNKNOWN_PULL(
      cluster -> {
        pods(cluster, started("resnet-a", 1, 40));
        events(cluster, "resnet-a", event("Pulled", "Image pulled by a lazy snapshotter"));
      }),
  START_OF_A_POD_THAT_WAS_UNREADY(
      cluster -> {
        pods(cluster, started("resnet-a", 1, 900));
        events(
            cluster,
            "resnet-a",
            present(),
            event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503"));
      }),
  START_OF_A_RESTARTED_SERVER(
      cluster -> {
        ObjectNode pod = started("resnet-a", 1, 900);
        ((ObjectNode) pod.at("/status/containerStatuses/0")).put("restartCount", 1);
        pods(cluster, pod);
        events(cluster, "resnet-a", present());
      }),
  START_WITH_FAILING_STARTUP_PROBES(
      cluster -> {
        pods(cluster, started("resnet-a", 0, 12));
        events(
            cluster,
            "resnet-a",
            present(),
            event("Unhealthy", "Startup probe failed: /v2/models/resnet50/ready: 404"));
      }),
  START_AFTER_CLOCKS_WENT_BACK(
      cluster -> {
        ObjectNode pod = started("resnet-a", 0, 12);
        ((ObjectNode) pod.path("metadata")).put("creationTimestamp", "2026-11-25T10:00:05Z");
        pods(cluster, pod);
        events(cluster, "resnet-a", present());
      });

  private final Consumer<FakeQuickstart> change;

  StartLookAlike(Consumer<FakeQuickstart> change) {
    this.change = change;
  }

  void befall(FakeQuickstart cluster) {
    change.accept(cluster);
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }

  /**
   * Created at ten, then scheduled and ready after this number of seconds; the server runs 8 s
   * earlier.
   */
  private static ObjectNode started(String name, int scheduled, int ready) {
    ObjectNode pod = pod(name, "True");
    ((ObjectNode) pod.path("metadata"))
        .put("uid", "uid-" + name)
        .put("creationTimestamp", "2026-11-25T10:00:00Z");
    ArrayNode conditions = (ArrayNode) pod.at("/status/conditions");
    ((ObjectNode) conditions.get(0)).put("lastTransitionTime", at(ready));
    conditions.add(
        condition("PodScheduled", "True", "", "").put("lastTransitionTime", at(scheduled)));
    ((ObjectNode) pod.path("status"))
        .set(
            "containerStatuses",
            parse(
                "[{'name':'ovms','ready':true,'restartCount':0,'state':{'running':{'startedAt':'%s'}}}]"
                    .formatted(at(Math.max(scheduled, ready - 8)))));
    return pod;
  }

  private static String at(int seconds) {
    return "2026-11-25T10:%02d:%02dZ".formatted(seconds / 60, seconds % 60);
  }

  private static void pods(FakeQuickstart cluster, ObjectNode... pods) {
    List<ObjectNode> all = new ArrayList<>(List.of(pods));
    if (all.size() == 1) {
      all.add(pod("resnet-b", "True"));
    }
    cluster.api.list(PODS, all);
  }

  private static void events(FakeQuickstart cluster, String pod, ObjectNode... events) {
    for (ObjectNode event : events) {
      event.withObject("/involvedObject").put("name", pod).put("uid", "uid-" + pod);
    }
    cluster.api.list(path(pod), List.<JsonNode>of(events));
  }

  private static String path(String pod) {
    return "/api/v1/namespaces/serving/events?fieldSelector=involvedObject.name=" + pod;
  }

  private static ObjectNode pulled(String duration) {
    return event(
        "Pulled",
        "Successfully pulled image \"docker.io/openvino/model_server:2026.3.1\" in "
            + duration
            + ". Image size: 251234567 bytes.");
  }

  private static ObjectNode present() {
    return event("Pulled", "Container image \"ovms\" already present on machine");
  }

  private static ObjectNode event(String reason, String message) {
    ObjectNode event = (ObjectNode) parse("{}");
    return event.put("reason", reason).put("message", message);
  }
}
