package io.github.cdk8sovms.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a server handles models that do not exist, or cannot be loaded. */
class LoadingTest {
  private static final PodTimes TIMES =
      PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))).loading(Duration.ofSeconds(5));

  private final Timeline timeline = Timeline.simulated(5);
  private final ModelStore store = ModelStore.complete();

  @Test
  void aModelThatCannotBeListedHasNoSeriesAndTheServerIsReady() {
    store.goAway();
    OvmsPod pod = start("resnet50");

    assertThat(pod.isReady()).isTrue();
    assertThat(ready(pod, "resnet50")).isEqualTo(404);
    assertThat(Scrape.of(pod).samples()).isEmpty();
  }

  @Test
  void withoutPollingNothingIsTriedAgain() {
    store.goAway();
    OvmsPod pod = start("resnet50");
    store.comeBack();
    timeline.advance(Duration.ofHours(1));

    assertThat(ready(pod, "resnet50")).isEqualTo(404);
  }

  @Test
  void withPollingWhatFailedIsTriedAgain() {
    store.goAway();
    OvmsPod pod = start(Servers.of("2026.2.1", 4, 16).with("--file_system_poll_wait_seconds=60"));
    timeline.advance(Duration.ofMinutes(5));
    assertThat(ready(pod, "resnet50")).isEqualTo(404);
    store.comeBack();
    timeline.advance(Duration.ofSeconds(70));

    assertThat(ready(pod, "resnet50")).isEqualTo(200);
    assertThat(Scrape.of(pod).sum("ovms_streams")).isEqualTo(4);
  }

  @Test
  void aDirectoryWithoutVersionsIsAModelWithoutSeries() {
    store.versions("resnet50");
    OvmsPod pod = start("resnet50");

    assertThat(ready(pod, "resnet50")).isEqualTo(404);
    assertThat(Scrape.of(pod).samples()).isEmpty();
  }

  @Test
  void aModelThatCannotBeLoadedHasItsSeriesAtZero() {
    store.damage("resnet50", 1);
    OvmsPod pod = start("resnet50");

    assertThat(pod.isReady()).isTrue();
    assertThat(ready(pod, "resnet50")).isEqualTo(404);
    assertThat(Scrape.of(pod).samples())
        .containsEntry("ovms_streams{name=\"resnet50\",version=\"1\"}", 0.0);
  }

  @Test
  void anOlderVersionTakesThePlaceOfOneThatCannotBeLoaded() {
    store.versions("resnet50", 1, 2, 3);
    store.damage("resnet50", 3);
    OvmsPod pod = start("resnet50");

    assertThat(ready(pod, "resnet50")).isEqualTo(200);
    assertThat(ready(pod, "resnet50/versions/2")).isEqualTo(200);
    assertThat(ready(pod, "resnet50/versions/3")).isEqualTo(404);
    assertThat(ready(pod, "resnet50/versions/1")).isEqualTo(404);
  }

  @Test
  void versionsThatAreNamedAreAllServedAndNoOtherTakesTheirPlace() {
    store.versions("resnet50", 1, 2, 3);
    store.damage("resnet50", 3);
    OvmsPod pod =
        start(
            configured(
                model(
                    "resnet50",
                    ", \"model_version_policy\": {\"specific\": {\"versions\": [1, 3]}}")));

    assertThat(ready(pod, "resnet50/versions/1")).isEqualTo(200);
    assertThat(ready(pod, "resnet50/versions/2")).isEqualTo(404);
    assertThat(ready(pod, "resnet50/versions/3")).isEqualTo(404);
    assertThat(ready(pod, "resnet50")).as("the newest that is loaded").isEqualTo(200);
  }

  @Test
  void aModelThatFailsLeavesOthersAlone() {
    store.damage("first", 1);
    OvmsPod pod = start(configured(model("first", ""), model("second", "")));

    assertThat(ready(pod, "first")).isEqualTo(404);
    assertThat(ready(pod, "second")).isEqualTo(200);
  }

  /** The one failure after which OVMS reads no further, from 2022.2 to 2026.3. */
  @Test
  void aPropertyThatTheDeviceDoesNotKnowLeavesOutAllModelsAfterIt() {
    OvmsPod pod =
        start(
            configured(
                model("first", ""),
                model("second", ", \"plugin_config\": {\"CPU_THROUGHPUT_STREAMS\": \"4\"}"),
                model("third", "")));

    assertThat(pod.isReady()).isTrue();
    assertThat(ready(pod, "first")).isEqualTo(200);
    assertThat(ready(pod, "second")).isEqualTo(404);
    assertThat(ready(pod, "third")).isEqualTo(404);
    assertThat(pod.metrics()).doesNotContain("second", "third");
  }

  @Test
  void aServerThatHangsHasRequestsInProgressAndAnswersAllElse() {
    OvmsPod pod = start("resnet50");
    Load load = Load.of(Clients.grpc("resnet50", 4), timeline);
    load.endpoints(List.of(pod));
    load.perSecond(10);
    timeline.advance(Duration.ofMinutes(1));
    pod.phase(Phase.HANGING);
    timeline.advance(Duration.ofMinutes(1));
    double answered = Scrape.of(pod).sum("ovms_requests_success", "ModelInfer");
    timeline.advance(Duration.ofMinutes(5));

    assertThat(pod.isReady()).isTrue();
    assertThat(ready(pod, "resnet50")).isEqualTo(200);
    assertThat(Scrape.of(pod).sum("ovms_current_requests")).isPositive();
    assertThat(answered).isPositive();
    assertThat(Scrape.of(pod).sum("ovms_requests_success", "ModelInfer")).isEqualTo(answered);
  }

  private OvmsPod start(String model) {
    assertThat(model).isEqualTo(Servers.MODEL);
    return start(Servers.of("2026.2.1", 4, 16).with("--file_system_poll_wait_seconds=0"));
  }

  private OvmsPod start(Servers servers) {
    return start(servers.spec());
  }

  private OvmsPod start(PodSpecView spec) {
    OvmsPod pod = OvmsPod.start("pod", spec, TIMES, store, timeline);
    timeline.advance(Duration.ofSeconds(6));
    return pod;
  }

  private static PodSpecView configured(String... models) {
    PodSpecView plain =
        Servers.of("2026.2.1", 4, 16).with("--file_system_poll_wait_seconds=0").spec();
    Map<String, String> files = new HashMap<>();
    files.put(
        "/config/config.json",
        "{\"model_config_list\": ["
            + String.join(", ", models)
            + "], \"monitoring\": {\"metrics\": {\"enable\": true}}}");
    return new PodSpecView(plain.image(), plain.args(), plain.env(), files, plain.cpuLimit());
  }

  private static String model(String name, String more) {
    return "{\"config\": {\"name\": \"" + name + "\"" + more + "}}";
  }

  private int ready(OvmsPod pod, String path) {
    return timeline.get(
        () ->
            RestAnswer.to("GET", URI.create("/v2/models/" + path + "/ready"), pod)
                .orElseThrow()
                .status());
  }
}
