import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.synthesis.SynthesisSummary;
import io.github.cdk8sovms.validation.NodeJs;
import java.time.Duration;
import org.cdk8s.App;
import org.cdk8s.Chart;

public class Shop {
  // From the Open Model Zoo, public: no account, no bucket.
  private static final String RESNET50 =
      "https://storage.openvinotoolkit.org/repositories/open_model_zoo/2022.1/models_bin/2"
          + "/resnet50-binary-0001/FP32-INT1/resnet50-binary-0001";

  public static void main(String[] args) {
    NodeJs.require();
    App app = new App();
    Chart chart = new Chart(app, "shop");

    OvmsModelServer resnet = OvmsModelServer.Builder.create(chart, "resnet")
        .namespace(Namespace.of(chart, "serving"))
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", ModelSource.https(RESNET50 + ".xml", RESNET50 + ".bin")).streams(1))
        .resources(Resources.cpu("1").memory("1Gi"))
        .downloadLimit("256Mi")
        .build();

    PrometheusStack prometheus = PrometheusStack.Builder.create(chart, "prometheus")
        .namespace(Namespace.of(chart, "monitoring"))
        .scrape(resnet)
        .build();

    MetricsAdapter adapter = MetricsAdapter.Builder.create(chart, "prometheus-adapter")
        .prometheus(prometheus)
        .tls(AdapterTls.selfSigned())
        .build();

    RatioAutoscaler.Builder.create(chart, "resnet-autoscaler")
        .target(resnet)
        .metrics(adapter)
        .ratio(1.0)
        .replicas(1, 3)
        .build();

    // A separate chart, because a load test starts as soon as it is applied.
    LoadTest.Builder.create(new Chart(app, "load"), "load")
        .server(resnet)
        .input(Tensor.of("0", DataType.FP32, 1, 3, 224, 224))
        .step(Step.of(5, Duration.ofMinutes(1)))
        .step(Step.of(100, Duration.ofMinutes(5)))
        .clients(12)
        .build();

    app.synth();
    SynthesisSummary.of(app).print();
  }
}
