package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/**
 * Texts that the program that reads them does not take, that are too long, or that hold a secret.
 */
final class BadTexts {
  private static final String DEEP = "a/".repeat(5_000) + "a";

  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadTexts() {
    addAddresses();
    addImages();
    addLongTexts();
    addPasswords();
    addOthers();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadTexts().inputs;
  }

  private void addAddresses() {
    for (String block :
        new String[] {"1::2::3/64", "010.020.0.0/16", "10.20.30.40/16", "10.0.0.0/08"}) {
      server("clients at " + block, it -> it.clients(NetworkPeer.addresses(block)));
    }
  }

  private void addImages() {
    for (String image : new String[] {"a..b", "a._b", "-.-/a", "a.io:99999/a", "a.io/" + DEEP}) {
      server(
          "image " + (image.length() < 80 ? image : "of 10,000 characters"),
          it -> it.image(OvmsImage.reference(image + ":2026.2.1")));
    }
    server("registry that is an account", it -> it.registry("mirror"));
    server("registry of many parts", it -> it.registry("a.io/" + DEEP));
  }

  private void addLongTexts() {
    model("path of many parts on a volume", ModelSource.volumeClaim("models", DEEP));
    model("bucket of many parts", ModelSource.of("s3://models/" + DEEP));
    model("file below many directories", ModelSource.https("https://a.b/" + DEEP + "/m.onnx"));
    server("id of a million characters", "x".repeat(1_000_000), it -> it);
  }

  private void addPasswords() {
    model("password in a bucket", ModelSource.of("s3://me:pw@models/a"));
    model(
        "password in an endpoint",
        ModelSource.of("s3://models/a").endpoint("me:pw@minio.storage.svc:9000"));
    model("password in an address", ModelSource.https("https://me:pw@a.b/m.onnx"));
    model("signature in an address", ModelSource.https("https://a.b/m.onnx?sig=secret#top"));
    server("password in a registry", it -> it.registry("https://me:pw@registry.io/a"));
    server("password in an image", it -> it.image(OvmsImage.reference("me:pw@registry.io/a:1")));
    inputs.put(
        "password in an Alertmanager",
        chart ->
            Cases.prometheus(chart, Cases.server(chart, "resnet").build())
                .alertmanager("http://me:pw@alertmanager.monitoring.svc:9093")
                .build());
    server(
        "password in a variable",
        it -> it.env("HTTPS_PROXY", "http://me:pw@proxy.example.com:3128"));
    server("password in a flag", it -> it.arguments("--allowed_origins=https://me:pw@a.b"));
    inputs.put(
        "path of the API of an Alertmanager",
        chart ->
            Cases.prometheus(chart, Cases.server(chart, "resnet").build())
                .alertmanager("http://alertmanager.monitoring.svc:9093/api/v2/alerts")
                .build());
    inputs.put(
        "runbooks at no address",
        chart -> Alerts.Builder.create(chart, "alerts").runbookBase("runbooks").build());
  }

  private void addOthers() {
    server("millions of cores", it -> it.resources(Resources.cpu("500M").memory("2Gi")));
    model("file on the pod itself", ModelSource.https("https://localhost/m.onnx"));
    model(
        "several models in one version",
        ModelSource.https("https://a.b/m.onnx", "https://a.b/n.onnx"));
    server("version of no cluster", it -> it.kubernetes(KubernetesVersion.of("1.032-x")));
    inputs.put(
        "annotation of no character",
        chart -> Namespace.Builder.create(chart, "a").annotation("key", "a\ufffeb").build());
    model(
        "file name that no disk holds",
        ModelSource.https("https://a.b/" + "m".repeat(300) + ".onnx"));
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    server(what, "resnet", wrong);
  }

  private void server(String what, String id, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(what, chart -> wrong.apply(Cases.server(chart, id)).build());
  }

  private void model(String what, ModelSource wrong) {
    inputs.put(
        what,
        chart ->
            OvmsModelServer.Builder.create(chart, "resnet")
                .image(OvmsImage.of("2026.2.1"))
                .model(Model.of("m", wrong))
                .build());
  }
}
