package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.StoredModel;
import io.github.cdk8sovms.serving.TextGeneration;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Programs of the chat server of docs/generative.md, in each of which one thing is wrong. */
abstract class ChatPrograms {
  static final OvmsImage OVMS = OvmsImage.of("2026.3.1");
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final HuggingFace QWEN = HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov").revision(COMMIT);
  static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "qwen3-8b").manyNodes();
  static final Resources POD = Resources.cpu("8").memory("16Gi");

  /** A program and the one finding that it must produce. */
  record Mistake(FindingCode code, Consumer<Chart> program) {}

  private final Map<String, Mistake> mistakes = new LinkedHashMap<>();

  final Map<String, Mistake> mistakes() {
    return mistakes;
  }

  final void mistake(String what, FindingCode code, Consumer<Chart> program) {
    mistakes.put(what, new Mistake(code, program));
  }

  interface Served {
    OvmsModelServer.Builder with(OvmsModelServer.Builder server, StoredModel files);
  }

  final void server(String what, FindingCode code, Served served) {
    mistake(
        what,
        code,
        chart -> {
          StoredModel files = llms(chart, it -> it);
          served
              .with(OvmsModelServer.Builder.create(chart, "chat").image(OVMS).resources(POD), files)
              .build();
        });
  }

  final void old(
      String what, FindingCode code, String release, UnaryOperator<TextGeneration> model) {
    mistake(
        what,
        code,
        chart ->
            OvmsModelServer.Builder.create(chart, "chat")
                .image(OvmsImage.of(release))
                .generative(model.apply(chat(CLAIM)))
                .resources(POD)
                .apiKey("chat-key")
                .build());
  }

  final void fetch(String what, FindingCode code, String repository) {
    store(what, code, it -> it.fetch(HuggingFace.of(repository).revision(COMMIT)));
  }

  final void store(String what, FindingCode code, UnaryOperator<ModelStore.Builder> with) {
    mistake(what, code, chart -> with.apply(newStore(chart)).build());
  }

  final void scaled(String what, FindingCode code, UnaryOperator<RatioAutoscaler.Builder> with) {
    mistake(
        what, code, chart -> with.apply(autoscaler(chart, served(chart, CLAIM).build())).build());
  }

  final void load(String what, FindingCode code, UnaryOperator<LoadTest.Builder> with) {
    mistake(
        what,
        code,
        chart ->
            with.apply(
                    LoadTest.Builder.create(chart, "load")
                        .server(served(chart, CLAIM).build())
                        .step(Step.of(1, Duration.ofMinutes(2))))
                .build());
  }

  static ModelStore.Builder newStore(Chart chart) {
    return ModelStore.Builder.create(chart, "llms").image(OVMS).size("20Gi");
  }

  static StoredModel llms(Chart chart, UnaryOperator<ModelStore.Builder> with) {
    return with.apply(newStore(chart).fetch(QWEN)).build().files(QWEN);
  }

  static TextGeneration chat(ModelSource files) {
    return TextGeneration.of("Qwen3-8B", files).cacheSize(8).capacity(16);
  }

  static OvmsModelServer.Builder served(Chart chart, ModelSource files) {
    return OvmsModelServer.Builder.create(chart, "chat")
        .image(OVMS)
        .generative(chat(files))
        .resources(POD)
        .apiKey("chat-key");
  }

  static RatioAutoscaler.Builder autoscaler(Chart chart, ModelServer server) {
    PrometheusStack prometheus =
        PrometheusStack.Builder.create(chart, "prometheus").scrape(server).build();
    MetricsAdapter adapter =
        MetricsAdapter.Builder.create(chart, "adapter")
            .prometheus(prometheus)
            .tls(AdapterTls.certManager())
            .build();
    return RatioAutoscaler.Builder.create(chart, "autoscaler")
        .target(server)
        .metrics(adapter)
        .replicas(1, 4);
  }
}
