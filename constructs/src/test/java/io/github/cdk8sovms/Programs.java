package io.github.cdk8sovms;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import software.constructs.Construct;

/** The minimal program for each construct. */
public final class Programs {

  private Programs() {}

  /** An empty chart in a separate app. */
  public static Chart chart() {
    return new Chart(new App(), "shop");
  }

  /** An empty chart that puts what says no namespace into one. */
  public static Chart chartInNamespace(String namespace) {
    return new Chart(new App(), "shop", ChartProps.builder().namespace(namespace).build());
  }

  /** A server in the namespace {@code serving}. */
  public static OvmsModelServer.Builder server(Construct scope, String id) {
    return OvmsModelServer.Builder.create(scope, id)
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous()).streams(2));
  }

  /** A server of the OpenVINO operator in the namespace {@code serving}. */
  public static OpenVinoOperatorServer.Builder operatorServer(Construct scope, String id) {
    return OpenVinoOperatorServer.Builder.create(scope, id)
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").anonymous()).streams(2));
  }

  /** A server of KServe in the namespace {@code serving}. */
  public static KServeModelServer.Builder kserve(Construct scope, String id) {
    return KServeModelServer.Builder.create(scope, id)
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .model(
            Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes())
                .streams(2));
  }

  /** A server of a graph in the namespace {@code serving}. */
  public static OvmsModelServer.Builder graphs(Construct scope, String id) {
    return OvmsModelServer.Builder.create(scope, id)
        .namespace("serving")
        .image(OvmsImage.of("2026.2.1"))
        .graph(Graph.of("llm", ModelSource.volumeClaim("llms", "llm").manyNodes()));
  }

  /** A Prometheus called {@code prometheus} in the namespace {@code monitoring}. */
  public static PrometheusStack.Builder prometheus(Construct scope, ModelServer... servers) {
    PrometheusStack.Builder builder =
        PrometheusStack.Builder.create(scope, "prometheus").namespace("monitoring");
    List.of(servers).forEach(builder::scrape);
    return builder;
  }

  /** The same, run by the operator. */
  public static OperatorPrometheus.Builder operatorPrometheus(
      Construct scope, ModelServer... servers) {
    OperatorPrometheus.Builder builder =
        OperatorPrometheus.Builder.create(scope, "prometheus").namespace("monitoring");
    List.of(servers).forEach(builder::scrape);
    return builder;
  }

  /** The same, installed already; its URL is left to the caller. */
  public static ExistingPrometheus.Builder existingPrometheus(
      Construct scope, ModelServer... servers) {
    ExistingPrometheus.Builder builder =
        ExistingPrometheus.Builder.create(scope, "prometheus").namespace("monitoring");
    List.of(servers).forEach(builder::scrape);
    return builder;
  }

  /** An adapter called {@code adapter} beside its Prometheus. */
  public static MetricsAdapter.Builder adapter(Construct scope, Prometheus prometheus) {
    return MetricsAdapter.Builder.create(scope, "adapter")
        .prometheus(prometheus)
        .tls(AdapterTls.selfSigned());
  }

  /** An adapter that is installed already. */
  public static ExistingAdapter.Builder existingAdapter(Construct scope, Prometheus prometheus) {
    return ExistingAdapter.Builder.create(scope, "adapter").prometheus(prometheus);
  }

  /** An adapter that asks a Prometheus that scrapes a server. */
  public static MetricsAdapter adapterOf(Construct scope, ModelServer server) {
    return adapter(scope, prometheus(scope, server).build()).build();
  }

  /** An autoscaler called {@code autoscaler} for one to three pods. */
  public static RatioAutoscaler.Builder autoscaler(
      Construct scope, ModelServer server, PrometheusAdapter adapter) {
    return RatioAutoscaler.Builder.create(scope, "autoscaler")
        .target(server)
        .metrics(adapter)
        .replicas(1, 3);
  }
}
