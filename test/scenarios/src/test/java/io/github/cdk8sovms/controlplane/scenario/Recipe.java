package io.github.cdk8sovms.controlplane.scenario;

import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.CustomResources;
import io.github.cdk8sovms.controlplane.ExistingAdapter;
import io.github.cdk8sovms.controlplane.KnownKinds;
import io.github.cdk8sovms.controlplane.OpenVinoOperator;
import io.github.cdk8sovms.kit.Repository;
import java.util.List;

/** The recipe that OpenVINO published in 2022, with the operators and the adapter that it needs. */
final class Recipe {
  private static final String STREAMS = "\"plugin_config\": {\"NUM_STREAMS\": \"4\"}, ";

  private Recipe() {}

  /**
   * Every value as published but three: the release of OVMS; four streams, so that a pod can do as
   * much as one of this library; and the Prometheus that was built, because its operator would take
   * another.
   */
  static Subject onCurrentOvms() {
    return subject(on("2026.2.1"));
  }

  /**
   * With the OVMS that it was written for. That calls its metrics JSON, and Prometheus 3 takes none
   * of them without a fallback protocol; the Prometheus of 2022 did.
   */
  static Subject onItsOwnOvms() {
    return subject(
        on("2022.2")
            .replace(
                "  selector: {matchLabels: {app: demo-ovms}}",
                "  fallbackScrapeProtocol: PrometheusText0.0.4\n"
                    + "  selector: {matchLabels: {app: demo-ovms}}"));
  }

  private static String on(String release) {
    return Repository.read(Repository.RECIPE)
        .replace("model_server:2022.2", "model_server:" + release)
        .replace("\"base_path\"", STREAMS + "\"base_path\"")
        .replace(
            "  serviceMonitorSelector: {}",
            "  image: quay.io/prometheus/prometheus:v3.13.2\n  serviceMonitorSelector: {}");
  }

  private static Subject subject(String yaml) {
    return new Subject(
        Application.of("recipe", yaml),
        "resnet50-int8",
        "default",
        "demo-ovms",
        "ovms-hpa",
        Recipe::prerequisites);
  }

  private static void prerequisites(ControlPlane controlPlane) {
    KnownKinds.install(controlPlane.api(), controlPlane::diagnosis);
    CustomResources.prometheusOperator().applyTo(controlPlane);
    // The default interval of its chart.
    ExistingAdapter.with("http://prometheus-operated.default.svc:9090", "1m", List.of())
        .applyTo(controlPlane);
    controlPlane.alongside(new OpenVinoOperator(controlPlane.api()));
  }
}
