package io.github.cdk8sovms;

import io.github.cdk8sovms.adapter.AdapterRule;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.gitops.ArgoApplication;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.ExtraVolume;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.NodeRequirement;
import io.github.cdk8sovms.kubernetes.Patch;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.Toleration;
import io.github.cdk8sovms.kubernetes.TopologySpread;
import io.github.cdk8sovms.load.CapacityTest;
import io.github.cdk8sovms.load.ChatRequest;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Protocol;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.Monitors;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.serving.ClientService;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.KServeRuntime;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Where a user can give a text. */
final class HostilePlaces {
  private static final ModelSource S3 = ModelSource.of("s3://models/resnet50").anonymous();

  private static final ExtraContainer PROXY = container("proxy");

  private final Map<String, HostilePlace> places = new LinkedHashMap<>();

  private HostilePlaces() {}

  private static ExtraContainer container(String name) {
    return ExtraContainer.of(name, "example.com/proxy:1");
  }

  private static ExtraContainer image(String repository) {
    return ExtraContainer.of("proxy", "example.com/" + repository + ":1");
  }

  /** Places of names, servers and models whose text is emitted as it is. */
  static Map<String, HostilePlace> ofServers() {
    HostilePlaces kept = new HostilePlaces();
    kept.addNames();
    kept.addServers();
    kept.addModels();
    kept.places.putAll(HostileGenerative.kept());
    return kept.places;
  }

  /** Places of all that is around servers whose text is emitted as it is. */
  static Map<String, HostilePlace> aroundServers() {
    HostilePlaces kept = new HostilePlaces();
    kept.addLoads();
    kept.addMonitoring();
    kept.places.putAll(HostileRoutes.kept());
    kept.places.putAll(HostileAlerts.kept());
    return kept.places;
  }

  /** Places whose text is emitted in another form, or not at all. */
  static Map<String, HostilePlace> notKept() {
    Map<String, HostilePlace> places = new LinkedHashMap<>(HostileGenerative.notKept());
    places.put(
        "quantity",
        chart ->
            text ->
                Programs.server(chart, "resnet")
                    .resources(Resources.cpu(text).memory(text))
                    .build());
    places.put(
        "addresses of clients",
        chart ->
            text -> Programs.server(chart, "resnet").clients(NetworkPeer.addresses(text)).build());
    places.put(
        "range of a load balancer",
        chart ->
            text ->
                Programs.server(chart, "resnet")
                    .service(ClientService.loadBalancer().sourceRanges(text))
                    .build());
    places.put(
        "version",
        chart ->
            text ->
                Programs.server(chart, "resnet").kubernetes(KubernetesVersion.of(text)).build());
    patch(places, "kind of a patch", text -> Patch.of(text).add("/spec/paused", true));
    patch(places, "object of a patch", text -> Patch.of("Deployment", text).remove("/spec/a"));
    patch(places, "path of a patch", text -> Patch.of("Deployment").replace(text, "a"));
    patch(places, "key in a path", text -> Patch.of("Deployment").remove("/spec/" + text));
    patch(places, "key in a merge", text -> Patch.of("Deployment").merge(Map.of(text, "a")));
    patch(places, "YAML of a patch", text -> Patch.of("Deployment").mergeYaml(text));
    patch(
        places,
        "variable of a patch",
        text -> Patch.of("Deployment").mergeYaml("spec: {replicas: " + text + "}"));
    places.put(
        "id",
        chart ->
            text -> {
              Namespace.Builder.create(chart, text).name("one").build();
              Namespace.Builder.create(chart, text).name("two").build();
            });
    places.put(
        "id of what exists",
        chart ->
            text -> {
              Namespace.Builder.create(chart, "a" + text).name("one").build();
              Namespace.Builder.create(chart, "b" + text).name("one").build();
            });
    return places;
  }

  private static void patch(
      Map<String, HostilePlace> places, String place, Function<String, Patch> patch) {
    places.put(
        place, chart -> text -> Programs.server(chart, "resnet").patch(patch.apply(text)).build());
  }

  private void addLoads() {
    load("input of a model", text -> it -> it.protocol(Protocol.GRPC).input(tensor(text)));
    generative(
        "prompt of a load", (it, text) -> it.request(ChatRequest.of(text).system("x" + text)));
    generative(
        "API key of a load",
        (it, text) -> it.request(ChatRequest.of("Hello.")).apiKey("key-" + text, "k" + text));
    places.put(
        "input of a capacity test",
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          return text ->
              CapacityTest.Builder.create(chart, "capacity")
                  .server(resnet)
                  .resources(Resources.cpu("1").memory("1Gi"))
                  .protocol(Protocol.GRPC)
                  .input(tensor(text))
                  .build();
        });
    application("repository", (it, text) -> it.repository("https://git.example.com/" + text));
    application("revision", ArgoApplication.Builder::revision);
    application("directory", ArgoApplication.Builder::directory);
    application("project", ArgoApplication.Builder::project);
    application("cluster", (it, text) -> it.cluster("https://example.com/" + text));
  }

  private static Tensor tensor(String name) {
    return Tensor.of(name, DataType.FP32, 1);
  }

  /** With configured resources: the defaults follow from the length of a request. */
  private void load(String place, Function<String, UnaryOperator<LoadTest.Builder>> option) {
    places.put(
        place,
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          return text ->
              option
                  .apply(text)
                  .apply(
                      LoadTest.Builder.create(chart, "load")
                          .server(resnet)
                          .resources(Resources.cpu("1").memory("1Gi"))
                          .step(Step.of(1, Duration.ofMinutes(1))))
                  .build();
        });
  }

  private void generative(
      String place, BiFunction<LoadTest.Builder, String, LoadTest.Builder> option) {
    places.put(
        place,
        chart -> {
          OvmsModelServer chat =
              Programs.server(chart, "chat")
                  .generative(
                      TextGeneration.of("qwen", ModelSource.volumeClaim("llms", "q").manyNodes())
                          .capacity(4))
                  .build();
          return text ->
              option
                  .apply(
                      LoadTest.Builder.create(chart, "load")
                          .server(chat)
                          .timeout(Duration.ofSeconds(9))
                          .resources(Resources.cpu("1").memory("1Gi"))
                          .step(Step.of(1, Duration.ofMinutes(1))),
                      text)
                  .build();
        });
  }

  private void application(
      String place, BiFunction<ArgoApplication.Builder, String, ArgoApplication.Builder> option) {
    places.put(
        place + " of an application",
        chart -> {
          Chart delivered = Programs.chart();
          return text ->
              option
                  .apply(
                      ArgoApplication.Builder.create(chart, "shop")
                          .repository("https://git.example.com/serving.git")
                          .chart(delivered),
                      text)
                  .build();
        });
  }

  private void addNames() {
    places.put("namespace", chart -> text -> Namespace.of(chart, text));
    places.put(
        "label key",
        chart -> text -> Namespace.Builder.create(chart, "a").label(text, "value").build());
    places.put(
        "label", chart -> text -> Namespace.Builder.create(chart, "a").label("key", text).build());
    places.put(
        "annotation key",
        chart -> text -> Namespace.Builder.create(chart, "a").annotation(text, "value").build());
    places.put(
        "annotation",
        chart -> text -> Namespace.Builder.create(chart, "a").annotation("key", text).build());
  }

  private void addServers() {
    server("name of a server", OvmsModelServer.Builder::name);
    server("namespace of a server", OvmsModelServer.Builder::namespace);
    server("label of pods", (server, text) -> server.label("key", text));
    server("pod annotation", (server, text) -> server.podAnnotation("key", text));
    server(
        "service account annotation",
        (server, text) -> server.serviceAccountAnnotation("key", text));
    server(
        "annotation of a Service",
        (server, text) -> server.service(ClientService.clusterIp().annotation("key", text)));
    server("image version", (server, text) -> server.image(OvmsImage.of("2026.2.1-" + text)));
    server(
        "image",
        (server, text) ->
            server.image(OvmsImage.reference("example.com/" + text + ":1").version("2026.2.1")));
    server("name of a container", (server, text) -> server.sidecar(container(text)));
    server("image of a container", (server, text) -> server.sidecar(image(text)));
    server("argument of a container", (server, text) -> server.sidecar(PROXY.arguments(text)));
    server("variable of a container", (server, text) -> server.sidecar(PROXY.env("A", text)));
    server(
        "Secret of a container",
        (server, text) -> server.sidecar(PROXY.envFromSecret("A", text, "key")));
    server(
        "path of a probe",
        (server, text) -> server.sidecar(PROXY.port("a", 9901).readinessProbe("/" + text, "a")));
    server("name of a port", (server, text) -> server.sidecar(PROXY.port(text, 9901)));
    server(
        "volume", (server, text) -> server.volume(ExtraVolume.secret("a", text)).mount("a", "/a"));
    server(
        "path of a mount",
        (server, text) -> server.volume(ExtraVolume.secret("a", "a")).mount("a", "/a/" + text));
    server(
        "attribute of a driver",
        (server, text) ->
            server.volume(ExtraVolume.csi("a", "a.b", Map.of("key", text))).mount("a", "/a"));
    server("ConfigMap", (server, text) -> server.configMap(text, "config.json"));
    server("key in a ConfigMap", (server, text) -> server.configMap("config", text));
    server(
        "resource of a device",
        (server, text) ->
            server.resources(Resources.cpu("2").memory("2Gi").device("gpu.intel.com/" + text, 1)));
    server(
        "value of a patch",
        (server, text) ->
            server.patch(Patch.of("Deployment").add("/metadata/annotations", Map.of("a", text))));
  }

  private void addModels() {
    model("model name", text -> Model.of(text, S3));
    model("bucket", text -> Model.of("a", ModelSource.of("s3://models/" + text)));
    model("Secret", text -> Model.of("a", ModelSource.of("s3://models/a").credentials(text)));
    model(
        "region", text -> Model.of("a", ModelSource.of("s3://models/a").anonymous().region(text)));
    model(
        "endpoint",
        text ->
            Model.of(
                "a",
                ModelSource.of("s3://models/a")
                    .credentials("keys")
                    .endpoint(text + ".example.com")));
    model(
        "role",
        text ->
            Model.of(
                "a",
                ModelSource.of("s3://models/a")
                    .identity(WorkloadIdentity.awsRole("arn:aws:iam::123456789012:role/" + text))));
    model(
        "directory of a file",
        text -> Model.of("a", ModelSource.https("https://a.b/c.onnx").into(text, "https://a.b/d")));
    model("volume claim", text -> Model.of("a", ModelSource.volumeClaim(text, "b")));
    model("path in a volume", text -> Model.of("a", ModelSource.volumeClaim("b", text)));
    model(
        "file to fetch",
        text -> Model.of("a", ModelSource.https("https://a.b/c.onnx?revision=" + text)));
    model(
        "property",
        text -> Model.of("a", S3).device(Device.gpu(GpuDriver.XE)).pluginConfig("CACHE_DIR", text));
    server(
        "image for fetching",
        (server, text) ->
            server
                .model(Model.of("a", ModelSource.https("https://a.b/c.onnx")))
                .downloaderImage("example.com/" + text + ":1"));
  }

  private void addMonitoring() {
    places.put(
        "address of a Prometheus",
        adapter((prometheus, text) -> prometheus.url("http://a/" + text)));
    places.put(
        "header of queries",
        adapter(
            (prometheus, text) ->
                prometheus
                    .url("https://a")
                    .access(
                        PrometheusAccess.open()
                            .authorization("secret")
                            .header("X-Scope-OrgID", text))));
    places.put(
        "path of a Prometheus with a secret header",
        adapter(
            (prometheus, text) ->
                prometheus
                    .url("https://a/" + text)
                    .access(PrometheusAccess.open().authorization("secret"))));
    places.put(
        "namespace of clients",
        chart ->
            text -> Programs.server(chart, "resnet").clients(NetworkPeer.namespace(text)).build());
    places.put(
        "namespace of a mesh",
        chart ->
            text ->
                Programs.server(chart, "resnet")
                    .mesh(Mesh.istioSidecar().controlPlane(text))
                    .build());
    places.put(
        "revision of a mesh",
        chart ->
            text ->
                Programs.server(chart, "resnet").mesh(Mesh.istioSidecar().revision(text)).build());
    places.put(
        "label of clients",
        chart ->
            text ->
                Programs.server(chart, "resnet")
                    .clients(NetworkPeer.pods("shop", Map.of("app", text)))
                    .build());
    server("pod label", (it, text) -> it.podLabel("billing", text));
    server("node label", (it, text) -> it.scheduling(Scheduling.create().nodeSelector("a", text)));
    server("taint", (it, text) -> it.scheduling(Scheduling.create().tolerate(Toleration.of(text))));
    server(
        "value of a taint",
        (it, text) -> it.scheduling(Scheduling.create().tolerate(Toleration.of("a", text))));
    server(
        "value of a node requirement",
        (it, text) ->
            it.scheduling(Scheduling.create().requireNodes(NodeRequirement.in("a", text))));
    server(
        "topology",
        (it, text) -> it.scheduling(Scheduling.create().spread(TopologySpread.over(text))));
    server("priority class", (it, text) -> it.scheduling(Scheduling.create().priorityClass(text)));
    server("runtime class", (it, text) -> it.scheduling(Scheduling.create().runtimeClass(text)));
    server("scheduler", (it, text) -> it.scheduling(Scheduling.create().scheduler(text)));
    server("service account", (it, text) -> it.serviceAccount(text));
    server("variable of a Secret", (it, text) -> it.envFromSecret("A", text, text));
    server("variable of a ConfigMap", (it, text) -> it.envFromConfigMap("A", text, text));
    server("name of a variable", (it, text) -> it.env(text, "1"));
    server("value of a variable", (it, text) -> it.env("A", text));
    server("flag", (it, text) -> it.arguments("--log_path=" + text));
    kserve("name of an InferenceService", (it, text) -> it.name(text));
    kserve("value of a variable of KServe", (it, text) -> it.env("A", text));
    kserve("flag of KServe", (it, text) -> it.arguments("--log_path=" + text));
    kserve("runtime", (it, text) -> it.runtime(KServeRuntime.existing(text)));
    kserve(
        "format of a runtime", (it, text) -> it.runtime(KServeRuntime.kserve().modelFormat(text)));
    server(
        "class of a load balancer",
        (it, text) ->
            it.service(ClientService.loadBalancer().loadBalancerClass("example.com/" + text)));
    places.put(
        "storage class",
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          return text -> Programs.prometheus(chart, resnet).storageClass(text).build();
        });
    places.put(
        "issuer of the adapter",
        chart -> {
          ExistingPrometheus prometheus =
              Programs.existingPrometheus(chart).url("http://a").build();
          return text ->
              Programs.adapter(chart, prometheus)
                  .tls(AdapterTls.certManager().issuer(text))
                  .build();
        });
    places.put(
        "Secret of the adapter",
        adapter(
            (prometheus, text) ->
                prometheus.url("https://a").access(PrometheusAccess.open().bearerToken(text))));
    places.put(
        "release",
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          return text ->
              Programs.existingPrometheus(chart, resnet)
                  .url("http://a")
                  .monitors(Monitors.POD_MONITOR)
                  .release(text)
                  .build();
        });
    places.put(
        "name of an autoscaler",
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          MetricsAdapter adapter = Programs.adapterOf(chart, resnet);
          return text -> Programs.autoscaler(chart, resnet, adapter).name(text).build();
        });
    rule("metric", text -> AdapterRule.of(text, "up", query("")));
    rule("series", text -> AdapterRule.of("m", text, query("")));
    rule("query", text -> AdapterRule.of("m", "up", query(text)));
  }

  private static String query(String comment) {
    return "max by (<<.GroupBy>>) (up{<<.LabelMatchers>>}) # " + comment;
  }

  private void server(
      String place, BiFunction<OvmsModelServer.Builder, String, OvmsModelServer.Builder> option) {
    places.put(
        place, chart -> text -> option.apply(Programs.server(chart, "resnet"), text).build());
  }

  private void kserve(
      String place,
      BiFunction<KServeModelServer.Builder, String, KServeModelServer.Builder> option) {
    places.put(
        place, chart -> text -> option.apply(Programs.kserve(chart, "resnet50"), text).build());
  }

  private void model(String place, Function<String, Model> model) {
    places.put(
        place,
        chart ->
            text ->
                OvmsModelServer.Builder.create(chart, "resnet")
                    .image(OvmsImage.of("2026.2.1"))
                    .model(model.apply(text))
                    .build());
  }

  private void rule(String place, Function<String, AdapterRule> rule) {
    places.put(
        place,
        chart -> {
          ExistingPrometheus prometheus =
              Programs.existingPrometheus(chart).url("http://a").build();
          return text -> Programs.adapter(chart, prometheus).rule(rule.apply(text)).build();
        });
  }

  /** In what an adapter gets of a Prometheus that exists. */
  private static HostilePlace adapter(
      BiFunction<ExistingPrometheus.Builder, String, ExistingPrometheus.Builder> existing) {
    return chart ->
        text ->
            Programs.adapter(
                    chart, existing.apply(Programs.existingPrometheus(chart), text).build())
                .build();
  }
}
