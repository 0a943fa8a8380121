package io.github.cdk8sovms.acceptance.consumers;

import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Starter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The model server of the program of the tutorial. */
final class StarterServer {
  private StarterServer() {}

  /** Its container, for an emulated pod. */
  static PodSpecView of(Starter starter) {
    List<Manifest> shop = starter.objects("shop");
    return PodSpecView.of(
        Manifest.find(shop, "Deployment", "resnet").tree().at("/spec/template/spec"),
        name ->
            Manifest.find(shop, "ConfigMap", name).tree().get("data").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, data -> data.getValue().asText())));
  }
}
