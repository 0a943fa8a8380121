package io.github.cdk8sovms.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ImagePrepull;
import io.github.cdk8sovms.serving.KServeRuntime;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** Containers, volumes and mounts that a user adds to pods. */
class PodAdditionsTest {
  private static final ExtraContainer PROXY =
      ExtraContainer.of("proxy", "docker.io/envoyproxy/envoy:v1.37.0")
          .resources(Resources.cpu("100m").memory("64Mi"));

  private static final ExtraVolume CA = ExtraVolume.configMap("ca", "company-ca");

  private final Chart chart = Programs.chart();

  @Test
  void aSidecarIsThereBeforeAndAfterTheServerAndItsInitContainers() {
    OvmsModelServer.Builder.create(chart, "resnet")
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("a", ModelSource.https("https://a.b/c.onnx")).streams(1))
        .sidecar(PROXY)
        .initContainer(
            ExtraContainer.of("warm-up", "example.com/warm-up:1")
                .resources(Resources.cpu("1").memory("1Gi")))
        .build();

    JsonNode pod = pod("Deployment");
    assertThat(pod.path("initContainers").findValuesAsText("name"))
        .startsWith("proxy")
        .endsWith("warm-up")
        .hasSizeGreaterThan(2);
    assertThat(pod.at("/initContainers/0/restartPolicy").asText()).isEqualTo("Always");
    assertThat(last(pod.path("initContainers")).has("restartPolicy")).isFalse();
    assertThat(pod.path("containers")).hasSize(1);
  }

  @Test
  void everyOptionOfAContainerIsEmitted() {
    server(
        it ->
            it.volume(CA)
                .volume(ExtraVolume.emptyDir("spool", "100Mi"))
                .sidecar(
                    ExtraContainer.of("forward", "example.com/forward:1")
                        .command("/bin/forward")
                        .arguments("--to", "$(HOST)")
                        .env("MODE", "fast")
                        .envFromSecret("KEY", "keys", "forward")
                        .envFromConfigMap("LEVEL", "logging", "level")
                        .port("forward", 9901)
                        .startupProbe("/started", "forward")
                        .readinessProbe("/ready", "forward")
                        .resources(Resources.cpu("50m").memory("32Mi"))
                        .user(4000)
                        .writableRootFilesystem()
                        .mount("ca", "/etc/ssl/company")
                        .mount("spool", "/spool")
                        .readOnlyMount("spool", "/spool-again")));

    JsonNode container = pod("Deployment").at("/initContainers/0");
    assertThat(container.path("command").toString()).isEqualTo("[\"/bin/forward\"]");
    assertThat(container.path("args").toString()).isEqualTo("[\"--to\",\"$$(HOST)\"]");
    assertThat(container.path("env").findValuesAsText("name")).contains("MODE", "KEY", "LEVEL");
    assertThat(container.at("/ports/0").toString())
        .isEqualTo("{\"containerPort\":9901,\"name\":\"forward\"}");
    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/started");
    assertThat(container.at("/startupProbe/failureThreshold").asInt()).isEqualTo(300);
    assertThat(container.at("/readinessProbe/httpGet/port").asText()).isEqualTo("forward");
    assertThat(container.at("/resources/limits/ephemeral-storage").asText()).isEqualTo("64Mi");
    assertThat(container.at("/securityContext/runAsUser").asInt()).isEqualTo(4000);
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.path("volumeMounts").toString())
        .isEqualTo(
            "[{\"mountPath\":\"/etc/ssl/company\",\"name\":\"ca\",\"readOnly\":true},"
                + "{\"mountPath\":\"/spool\",\"name\":\"spool\"},"
                + "{\"mountPath\":\"/spool-again\",\"name\":\"spool\",\"readOnly\":true}]");
    assertThat(container.path("imagePullPolicy").asText()).isEqualTo("Always");
  }

  @Test
  void everyKindOfVolumeIsEmitted() {
    server(
        it ->
            it.volume(CA)
                .volume(ExtraVolume.secret("keys", "keys"))
                .volume(ExtraVolume.emptyDir("spool", "1Gi"))
                .volume(ExtraVolume.memory("fast", "64Mi"))
                .volume(ExtraVolume.sharedClaim("data", "lookup"))
                .volume(
                    ExtraVolume.csi(
                        "vault",
                        "secrets-store.csi.k8s.io",
                        Map.of("secretProviderClass", "models")))
                .mount("ca", "/mnt/ca")
                .mount("keys", "/mnt/keys")
                .mount("spool", "/mnt/spool")
                .mount("fast", "/mnt/fast")
                .readOnlyMount("data", "/mnt/data")
                .mount("vault", "/mnt/vault"));

    assertThat(volumes())
        .contains(
            "{\"configMap\":{\"name\":\"company-ca\"},\"name\":\"ca\"}",
            "{\"name\":\"keys\",\"secret\":{\"secretName\":\"keys\"}}",
            "{\"emptyDir\":{\"sizeLimit\":\"1Gi\"},\"name\":\"spool\"}",
            "{\"emptyDir\":{\"medium\":\"Memory\",\"sizeLimit\":\"64Mi\"},\"name\":\"fast\"}",
            "{\"name\":\"data\",\"persistentVolumeClaim\":{\"claimName\":\"lookup\"}}",
            "{\"csi\":{\"driver\":\"secrets-store.csi.k8s.io\",\"readOnly\":true,"
                + "\"volumeAttributes\":{\"secretProviderClass\":\"models\"}},\"name\":\"vault\"}");
  }

  /** Otherwise the kubelet evicts a pod that fills the volume: only limits of containers count. */
  @Test
  void aVolumeOnTheDiskIsAddedToTheStorageOfTheContainer() {
    server(UnaryOperator.identity());
    String before =
        pod("Deployment").at("/containers/0/resources/limits/ephemeral-storage").asText();
    Chart other = Programs.chart();
    Programs.server(other, "resnet")
        .volume(ExtraVolume.emptyDir("spool", "1Gi"))
        .mount("spool", "/spool")
        .build();

    JsonNode after =
        Synthesized.of(other)
            .the("Deployment")
            .at("/spec/template/spec/containers/0/resources/limits/ephemeral-storage");
    assertThat(Quantity.of(after.asText()).amount())
        .isEqualByComparingTo(Quantity.of(before).amount().add(Quantity.of("1Gi").amount()));
  }

  @Test
  void whatThePodHasAlreadyIsRefused() {
    assertThat(
            refused(
                it ->
                    it.volume(ExtraVolume.configMap("tmp", "a"))
                        .mount("tmp", "/tmp/a")
                        .sidecar(
                            ExtraContainer.of("ovms", "example.com/a:1")
                                .resources(Resources.cpu("1").memory("1Gi"))
                                .port("rest", 9000)
                                .port("other", 8081))))
        .containsExactly(
            "OVMS247 shop/resnet.sidecar[ovms]: \"ovms\" is already a container of the pod."
                + " Choose another one.",
            "OVMS247 shop/resnet.sidecar[ovms].port[rest]: \"9000\" or its name is a port of"
                + " another container, and all containers of a pod share one network."
                + " Choose another name and number.",
            "OVMS247 shop/resnet.sidecar[ovms].port[other]: \"8081\" or its name is a port of"
                + " another container, and all containers of a pod share one network."
                + " Choose another name and number.",
            "OVMS247 shop/resnet.volume[tmp]: \"tmp\" is already a volume of the pod."
                + " Choose another one.",
            "OVMS247 shop/resnet.mount[/tmp/a]: \"/tmp/a\" is already a mount path of the pod."
                + " Choose another one.");
  }

  @Test
  void whatIsWrongByItselfIsRefused() {
    assertThat(
            refused(
                it ->
                    it.volume(CA)
                        .volume(ExtraVolume.emptyDir("ca", "much"))
                        .mount("ca", "certificates")
                        .mount("cache", "/opt/cache/../..")
                        .mount("ca", "/usr/")
                        .mount("ca", "/proc/1")
                        .sidecar(ExtraContainer.of("Proxy", "envoy").user(0))
                        .sidecar(PROXY.startupProbe("/ready", "admin"))
                        .initContainer(
                            PROXY.port("a--b", 0).port("1", 70_000).readinessProbe("ready", "1"))))
        .containsExactly(
            "OVMS101 shop/resnet.sidecar[Proxy]: \"Proxy\" is not a DNS label of at most 63"
                + " characters; it must be lowercase letters, digits and '-', start with a letter"
                + " and end with a letter or digit. Write a name such as \"resnet-50\".",
            "OVMS108 shop/resnet.sidecar[Proxy].image: \"envoy\" has no version: it could change"
                + " without a change to this program. Add a tag other than latest, or a digest.",
            "OVMS247 shop/resnet.sidecar[Proxy].user: \"0\" is not the ID of a user other than root."
                + " Write an ID such as 10001, which the image can run with.",
            "OVMS247 shop/resnet.sidecar[proxy].probe: \"admin\" is not a port of this container."
                + " Add .port(..) with this name.",
            "OVMS107 shop/resnet.initContainer[proxy].port[a--b]: \"0\" is not a port; ports are 1 to"
                + " 65535. Write a port such as 9901.",
            "OVMS101 shop/resnet.initContainer[proxy].port[a--b]: \"a--b\" is not the name of a port;"
                + " it must be lowercase letters, digits and '-', with a letter, of at most 15"
                + " characters. Write a name such as \"proxy\".",
            "OVMS107 shop/resnet.initContainer[proxy].port[1]: \"70000\" is not a port; ports are 1"
                + " to 65535. Write a port such as 9901.",
            "OVMS101 shop/resnet.initContainer[proxy].port[1]: \"1\" is not the name of a port; it"
                + " must be lowercase letters, digits and '-', with a letter, of at most 15"
                + " characters. Write a name such as \"proxy\".",
            "OVMS247 shop/resnet.initContainer[proxy].probe: \"ready\" is not the path of a URL. Write"
                + " a path such as \"/ready\".",
            "OVMS247 shop/resnet.initContainer[proxy].probe: \"ready\" is the probe of an init"
                + " container, which ends before the next. Leave the probe out, or write"
                + " .sidecar(..).",
            "OVMS247 shop/resnet.initContainer[proxy]: \"proxy\" is added twice. Leave one of them"
                + " out, or choose another one.",
            "OVMS247 shop/resnet.mount[certificates]: \"certificates\" is not an absolute path without"
                + " \"..\" and \":\". Write a path such as \"/opt/cache\".",
            "OVMS247 shop/resnet.mount[/opt/cache/../..]: \"/opt/cache/../..\" is not an absolute path"
                + " without \"..\" and \":\". Write a path such as \"/opt/cache\".",
            "OVMS247 shop/resnet.mount[/opt/cache/../..]: \"cache\" is not a volume of the pod, which"
                + " the API server refuses. Add .volume(..) with this name.",
            "OVMS247 shop/resnet.mount[/usr/]: \"/usr/\" would hide files without which the container"
                + " does not run. Mount it into a separate directory, such as \"/opt/cache\".",
            "OVMS247 shop/resnet.mount[/proc/1]: \"/proc/1\" would hide files without which the"
                + " container does not run. Mount it into a separate directory, such as"
                + " \"/opt/cache\".",
            "OVMS105 shop/resnet.volume[ca]: \"much\" is not a quantity; it must be a number above"
                + " zero, in steps of 0.001, with an optional unit: m k M G T or Ki Mi Gi Ti. Write a"
                + " quantity such as \"500m\", \"2\" or \"1.5Gi\".",
            "OVMS247 shop/resnet.volume[ca]: \"ca\" is added twice. Leave one of them out, or choose"
                + " another one.");
  }

  @Test
  void aVolumeThatNothingMountsIsRefused() {
    assertThat(refused(it -> it.volume(CA)))
        .containsExactly(
            "OVMS115 shop/resnet.volume[ca]: \"ca\" is a volume that no container mounts. Add"
                + " .mount(\"ca\", path), here or on an ExtraContainer, or leave the volume out.");
  }

  @Test
  void aContainerThatTakesTheClassGuaranteedAwayIsWarnedOf() {
    for (ExtraContainer each :
        List.of(
            ExtraContainer.of("proxy", "example.com/a:1"),
            PROXY.resources(Resources.cpu("1").cpuLimit("2").memory("1Gi")))) {
      assertThat(Programs.server(Programs.chart(), "resnet").sidecar(each).build().findings())
          .extracting(Finding::toString)
          .containsExactly(
              "OVMS248 shop/resnet.sidecar[proxy]: \"proxy\" has no equal requests and limits of CPU"
                  + " and memory, so the pods have not the QoS class Guaranteed any more: they are"
                  + " evicted earlier. Add .resources(Resources.cpu(\"100m\").memory(\"64Mi\")), with"
                  + " what it needs.");
    }
    assertThat(server(it -> it.sidecar(PROXY)).findings()).isEmpty();
    assertThat(
            Programs.server(Programs.chart(), "resnet")
                .resources(Resources.cpu("2").memory("1Gi").withoutCpuLimit())
                .sidecar(ExtraContainer.of("proxy", "example.com/a:1"))
                .build()
                .findings())
        .as("pods that are not Guaranteed anyway")
        .isEmpty();
  }

  @Test
  void aClaimOfOneNodeIsWarnedOfWhereASecondPodMayStart() {
    assertThat(
            server(it -> it.volume(ExtraVolume.claim("data", "lookup")).mount("data", "/data"))
                .findings())
        .extracting(finding -> finding.code() + " " + finding.path())
        .containsExactly("NODE_LIMIT shop/resnet.volume[data]");
    assertThat(
            Programs.adapter(chart, prometheus())
                .volume(ExtraVolume.claim("plugins", "lookup"))
                .mount("plugins", "/plugins")
                .build()
                .findings())
        .extracting(finding -> finding.code() + " " + finding.path())
        .contains("NODE_LIMIT shop/adapter.volume[plugins]");
  }

  @Test
  void allPodsOfTheLibraryTakeThem() {
    Prometheus prometheus =
        Programs.prometheus(chart, server(UnaryOperator.identity())).sidecar(PROXY).build();
    Programs.adapter(chart, prometheus).volume(CA).mount("ca", "/etc/ssl/company").build();

    assertThat(pod("StatefulSet").at("/initContainers/0/name").asText()).isEqualTo("proxy");
    assertThat(Synthesized.of(chart).all("Deployment").toString())
        .contains("{\"mountPath\":\"/etc/ssl/company\",\"name\":\"ca\",\"readOnly\":true}");
  }

  @Test
  void anOperatorsPrometheusHasThemInItsOwnFields() {
    Programs.operatorPrometheus(chart, server(UnaryOperator.identity()))
        .volume(CA)
        .mount("ca", "/etc/ssl/company")
        .sidecar(PROXY)
        .build();

    JsonNode spec = Synthesized.of(chart).the("Prometheus").path("spec");
    assertThat(spec.at("/initContainers/0/restartPolicy").asText()).isEqualTo("Always");
    assertThat(spec.at("/volumes/0/configMap/name").asText()).isEqualTo("company-ca");
    assertThat(spec.at("/volumeMounts/0/mountPath").asText()).isEqualTo("/etc/ssl/company");
    assertThat(spec.has("containers")).isFalse();
  }

  @Test
  void namesOfTheOperatorsContainersAreRefused() {
    assertThat(
            Reported.building(
                Programs.operatorPrometheus(chart, server(UnaryOperator.identity()))
                        .volume(ExtraVolume.configMap("config", "a"))
                        .mount("config", "/etc/prometheus/more")
                        .sidecar(ExtraContainer.of("config-reloader", "example.com/a:1"))
                    ::build))
        .extracting(finding -> finding.code() + " " + finding.path())
        .containsExactly(
            "POD_ADDITION shop/prometheus.sidecar[config-reloader]",
            "POD_ADDITION shop/prometheus.volume[config]",
            "POD_ADDITION shop/prometheus.mount[/etc/prometheus/more]");
  }

  @Test
  void anInferenceServiceHasThemInItsPredictor() {
    Programs.kserve(chart, "resnet")
        .volume(CA)
        .mount("ca", "/etc/ssl/company")
        .sidecar(PROXY)
        .initContainer(ExtraContainer.of("first", "example.com/first:1"))
        .build();

    JsonNode predictor = Synthesized.of(chart).the("InferenceService").at("/spec/predictor");
    assertThat(predictor.path("initContainers").findValuesAsText("name"))
        .containsExactly("proxy", "first");
    assertThat(predictor.at("/volumes/0/name").asText()).isEqualTo("ca");
    assertThat(predictor.at("/model/volumeMounts/0/mountPath").asText())
        .isEqualTo("/etc/ssl/company");
  }

  @Test
  void aRuntimeOfThePlatformMayHaveTheSameNames() {
    assertThat(
            Programs.kserve(chart, "resnet50")
                .runtime(KServeRuntime.kserve())
                .sidecar(PROXY)
                .build()
                .findings())
        .extracting(finding -> finding.code() + " " + finding.path())
        .contains("KSERVE_RUNTIME_OF_OTHERS shop/resnet50.sidecar");
  }

  @Test
  void allFetchersOfAStoreHaveTheMountAndAChangeIsAnotherJob() {
    ModelStore.Builder store =
        ModelStore.Builder.create(chart, "store")
            .image(OvmsImage.of("2026.3.1"))
            .size("1Gi")
            .fetch(HuggingFace.of("OpenVINO/a"))
            .fetch(HuggingFace.of("OpenVINO/b"));
    store.build();
    String before = Synthesized.of(chart).the("Job").toString();
    Chart other = Programs.chart();
    ModelStore.Builder.create(other, "store")
        .image(OvmsImage.of("2026.3.1"))
        .size("1Gi")
        .fetch(HuggingFace.of("OpenVINO/a"))
        .fetch(HuggingFace.of("OpenVINO/b"))
        .volume(CA)
        .mount("ca", "/etc/ssl/company")
        .build();

    JsonNode pod = Synthesized.of(other).the("Job").at("/spec/template/spec");
    assertThat(pod.at("/initContainers/0/volumeMounts").toString()).contains("/etc/ssl/company");
    assertThat(pod.at("/containers/0/volumeMounts").toString()).contains("/etc/ssl/company");
    assertThat(before)
        .doesNotContain(Synthesized.of(other).the("Job").at("/metadata/name").asText());
  }

  @Test
  void headroomHasTheSizeOfTheWholePod() {
    OvmsModelServer server =
        server(
            it ->
                it.resources(Resources.cpu("2").memory("2Gi"))
                    .sidecar(PROXY)
                    .initContainer(
                        ExtraContainer.of("unpack", "example.com/unpack:1")
                            .resources(Resources.cpu("3").memory("1Gi"))));
    Headroom.Builder.create(chart, "room").server(server).pods(1).build();

    JsonNode pause =
        Synthesized.of(chart).all("Deployment").stream()
            .filter(each -> each.at("/metadata/name").asText().equals("room"))
            .findFirst()
            .orElseThrow()
            .at("/spec/template/spec/containers/0/resources");
    assertThat(pause.at("/requests/cpu").asText()).isEqualTo("3100m");
    assertThat(pause.at("/limits/cpu").asText()).isEqualTo("3100m");
    assertThat(pause.at("/requests/memory").asText()).isEqualTo("2112Mi");
  }

  @Test
  void podsThatOnlyWaitRefuseThem() {
    OvmsModelServer server = server(UnaryOperator.identity());
    assertThat(
            Reported.building(
                Headroom.Builder.create(chart, "room").server(server).pods(1).sidecar(PROXY)
                    ::build))
        .extracting(Finding::toString)
        .containsExactly(
            "OVMS247 shop/room.sidecar: these pods only wait, so containers and volumes have no use"
                + " in them. Leave .sidecar(..) out.");
    assertThat(
            Reported.building(
                ImagePrepull.Builder.create(chart, "pull")
                        .server(server)
                        .volume(CA)
                        .mount("ca", "/ca")
                    ::build))
        .extracting(finding -> finding.code() + " " + finding.path())
        .contains("POD_ADDITION shop/pull.volume");
  }

  @Test
  void imagesArePulledFromTheMirrorAndListed() {
    OvmsModelServer server =
        server(it -> it.registry("registry.example.com/mirror").sidecar(PROXY));

    assertThat(pod("Deployment").at("/initContainers/0/image").asText())
        .isEqualTo("registry.example.com/mirror/envoyproxy/envoy:v1.37.0");
    assertThat(Images.of(chart)).contains("registry.example.com/mirror/envoyproxy/envoy:v1.37.0");
    assertThat(server.findings()).isEmpty();
  }

  private OvmsModelServer server(UnaryOperator<OvmsModelServer.Builder> options) {
    return options.apply(Programs.server(chart, "resnet")).build();
  }

  private Prometheus prometheus() {
    return Programs.prometheus(chart, Programs.server(chart, "other").build()).build();
  }

  private List<String> refused(UnaryOperator<OvmsModelServer.Builder> options) {
    return Reported.building(options.apply(Programs.server(chart, "resnet"))::build).stream()
        .map(Finding::toString)
        .toList();
  }

  private JsonNode pod(String kind) {
    return Synthesized.of(chart).the(kind).at("/spec/template/spec");
  }

  private List<String> volumes() {
    List<String> volumes = new ArrayList<>();
    pod("Deployment").path("volumes").forEach(volume -> volumes.add(volume.toString()));
    return volumes;
  }

  private static JsonNode last(JsonNode list) {
    return list.get(list.size() - 1);
  }
}
