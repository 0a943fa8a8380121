package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the server that an autoscaler scales. */
final class ServerReader {
  private static final String OPERATOR = "intel.com";

  private final ManifestObjects objects;
  private final ModelConfig config;
  private final Texts texts;

  ServerReader(ManifestObjects objects, Texts texts) {
    this.objects = objects;
    this.config = new ModelConfig(texts);
    this.texts = texts;
  }

  ServerSettings read(Autoscaler autoscaler) {
    ObjectRef target = autoscaler.target();
    String kind = target.kind();
    boolean isOperator = kind.equals("ModelServer") && autoscaler.targetGroup().equals(OPERATOR);
    if (!isOperator && !kind.equals("Deployment") && !kind.equals("StatefulSet")) {
      throw new InvalidInputException(
          "%s, which %s scales, cannot be planned. Plan an autoscaler of a Deployment, a StatefulSet or a ModelServer of the OpenVINO operator."
              .formatted(target, autoscaler.ref()));
    }
    Node object =
        objects
            .find(autoscaler.targetGroup(), kind, target.namespace(), target.name())
            .or(() -> KserveDeployment.find(objects, target))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "%s, which %s scales, is not in the manifest. Add its file."
                            .formatted(target, autoscaler.ref())));
    return isOperator ? ofOperator(object) : ofWorkload(object);
  }

  private ServerSettings ofWorkload(Node object) {
    PodTemplate pod = PodTemplate.of(object);
    String name = pod.workload().name();
    String ordinal = pod.workload().kind().equals("StatefulSet") ? "-[0-9]+" : podPattern("");
    return new ServerSettings(
        pod.workload(),
        name,
        name + ordinal,
        pod.labels(),
        pod.image(),
        models(pod),
        pod.flag("rest_workers").flatMap(value -> new Node(value).integer()),
        pod.flag("grpc_max_threads").flatMap(value -> new Node(value).integer()),
        pod.channelArguments(),
        pod.cores(),
        pod.drainSeconds());
  }

  private List<ModelEntry> models(PodTemplate pod) {
    Optional<String> path = pod.flag("config_path");
    if (path.isPresent()) {
      String text =
          pod.file(path.get(), objects)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          "\"%s\" of %s is in no ConfigMap of the manifest. Add its file."
                              .formatted(path.get(), pod.workload())));
      return config.models(
          path.get() + " of " + pod.workload(), text, graph -> pod.file(graph, objects));
    }
    String name = pod.flag("model_name").or(() -> pod.flag("source_model")).orElse("");
    if (name.isEmpty()) {
      throw new InvalidInputException(
          pod.workload()
              + " has neither --config_path nor --model_name. Add the argument that names its"
              + " models.");
    }
    if (pod.flag("task").isPresent()) {
      return List.of(ModelEntry.graph(name, Optional.empty()));
    }
    return List.of(
        ModelEntry.model(
            name,
            pod.flag("target_device").orElse(""),
            new Node(pod.flag("nireq").orElse("")),
            texts.tryParse(pod.flag("plugin_config").orElse("")),
            texts.tryParse(pod.flag("model_version_policy").orElse(""))));
  }

  private ServerSettings ofOperator(Node object) {
    ObjectRef ref = ManifestObjects.ref(object);
    Node spec = object.at("spec");
    Node settings = spec.at("server_settings");
    String workload = ref.name() + "-ovms";
    return new ServerSettings(
        ref,
        workload,
        podPattern(workload),
        Map.of(),
        spec.at("image_name").text(),
        operatorModels(ref, spec.at("models_settings")),
        settings.at("rest_workers").integer().filter(workers -> workers > 0),
        Optional.empty(),
        Map.of(),
        Amount.of(spec.at("deployment_parameters", "resources", "limits", "cpu"))
            .map(cores -> OptionalInt.of((int) Math.ceil(cores)))
            .orElse(OptionalInt.empty()),
        0);
  }

  private List<ModelEntry> operatorModels(ObjectRef ref, Node settings) {
    if (!settings.at("single_model_mode").text().equals("false")) {
      return List.of(
          ModelEntry.model(
              settings.at("model_name").text(),
              settings.at("target_device").text(),
              settings.at("nireq"),
              pluginConfig(settings.at("plugin_config")),
              new Node(null)));
    }
    String name = settings.at("config_configmap_name").text();
    String path = settings.at("config_path").text();
    Node data =
        objects
            .find("", "ConfigMap", ref.namespace(), name)
            .map(config -> config.at("data"))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "ConfigMap %s of %s is not in the manifest. Add its file."
                            .formatted(name, ref)));
    String key = path.substring(path.lastIndexOf('/') + 1);
    return config.models(
        key + " of ConfigMap " + name, data.at(key).text(), graph -> Optional.empty());
  }

  private Node pluginConfig(Node node) {
    return node.isObject() ? node : texts.tryParse(node.text());
  }

  private static String podPattern(String deployment) {
    return deployment + "-[0-9a-z]+-[0-9a-z]{5}";
  }
}
