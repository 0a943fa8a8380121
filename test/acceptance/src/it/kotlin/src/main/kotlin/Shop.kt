import io.github.cdk8sovms.adapter.AdapterTls
import io.github.cdk8sovms.adapter.MetricsAdapter
import io.github.cdk8sovms.autoscaling.RatioAutoscaler
import io.github.cdk8sovms.kubernetes.Namespace
import io.github.cdk8sovms.kubernetes.Resources
import io.github.cdk8sovms.monitoring.PrometheusStack
import io.github.cdk8sovms.serving.Model
import io.github.cdk8sovms.serving.ModelSource
import io.github.cdk8sovms.serving.OvmsImage
import io.github.cdk8sovms.serving.OvmsModelServer
import org.cdk8s.App
import org.cdk8s.Chart

fun main() {
    val app = App()
    val chart = Chart(app, "shop")

    val resnet: OvmsModelServer = OvmsModelServer.Builder.create(chart, "resnet")
        .namespace(Namespace.of(chart, "serving"))
        .image(OvmsImage.of("2026.3.1"))
        .model(Model.of("resnet50", ModelSource.of("s3://models/resnet50").credentials("s3-keys")).streams(2))
        .resources(Resources.cpu("2").memory("2Gi"))
        .build()

    val prometheus = PrometheusStack.Builder.create(chart, "prometheus")
        .namespace(Namespace.of(chart, "monitoring"))
        .scrape(resnet)
        .build()

    val adapter = MetricsAdapter.Builder.create(chart, "prometheus-adapter")
        .prometheus(prometheus)
        .tls(AdapterTls.selfSigned())
        .build()

    RatioAutoscaler.Builder.create(chart, "resnet-autoscaler")
        .target(resnet)
        .metrics(adapter)
        .ratio(1.0)
        .replicas(1, 3)
        .build()

    app.synth()
}
