package io.github.cdk8sovms.controlplane.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.controlplane.Examples;
import java.util.function.Consumer;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * An app whose server is tried.
 *
 * @param model that clients ask for
 * @param namespace of the server and its autoscaler
 * @param service of the server
 * @param prerequisites what must be in the cluster before
 */
record Subject(
    Application application,
    String model,
    String namespace,
    String service,
    String autoscaler,
    Consumer<ControlPlane> prerequisites) {

  /** The example, byte for byte as it is in dist/. */
  static Subject quickstart() {
    return new Subject(
        Examples.of("quickstart"), "resnet50", "serving", "resnet", "resnet-autoscaler", any -> {});
  }

  /** What a program emits that calls its server resnet, and its autoscaler autoscaler. */
  static Subject emitted(String name, Consumer<Chart> program) {
    App app = new App();
    program.accept(new Chart(app, name));
    return of(Application.of(name, app.synthYaml()), "resnet", "autoscaler");
  }

  /** One of the servers of an app of {@link Apps}. */
  static Subject of(Application application, String service, String autoscaler) {
    return new Subject(application, "resnet50", "serving", service, autoscaler, any -> {});
  }

  /** The object of that name in the application. */
  JsonNode emittedAutoscaler() {
    return application.ofKind("HorizontalPodAutoscaler").stream()
        .filter(each -> each.at("/metadata/name").asText().equals(autoscaler))
        .findFirst()
        .orElseThrow();
  }
}
