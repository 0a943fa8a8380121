package io.github.cdk8sovms;

import io.github.cdk8sovms.serving.CloudStorage;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.GenerativeModel;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ModelCache;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.TextGeneration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Where a user can give a text for a generative model or a store. */
final class HostileGenerative {
  private static final ModelSource CLAIM = ModelSource.volumeClaim("llms", "m").manyNodes();
  private static final OvmsImage IMAGE = OvmsImage.of("2026.3.1");

  private final Map<String, HostilePlace> places = new LinkedHashMap<>();

  private static final CloudStorage BUCKET = ModelSource.of("s3://models/resnet50").anonymous();

  private HostileGenerative() {}

  /** Places whose text is emitted as it is. */
  static Map<String, HostilePlace> kept() {
    HostileGenerative kept = new HostileGenerative();
    kept.model("name of a language model", text -> TextGeneration.of(text, CLAIM));
    kept.model("draft model", text -> chat().draftModel(text));
    kept.model("GGUF file", text -> chat().gguf(text + ".gguf"));
    kept.model("model cache", text -> chat().cacheDirectory("/" + text));
    kept.store("repository", (it, text) -> it.fetch(HuggingFace.of("OpenVINO/" + text)));
    kept.store(
        "GGUF of a repository", (it, text) -> it.fetch(HuggingFace.of("a/b").gguf(text + ".gguf")));
    kept.store(
        "draft of a repository", (it, text) -> it.fetch(HuggingFace.of("a/b").draft("c/" + text)));
    kept.store("label of a copy", (it, text) -> it.fetch(BUCKET, text));
    kept.store(
        "image that copies buckets",
        (it, text) -> it.fetch(BUCKET).downloaderImage("rclone:" + text));
    kept.store("claim of a store", (it, text) -> it.existingClaim(text));
    kept.store("storage class of a store", (it, text) -> it.size("1Gi").storageClass(text));
    kept.store("token", (it, text) -> it.token(text));
    kept.store("key of a token", (it, text) -> it.token("hf", text));
    kept.store("mirror of Hugging Face", (it, text) -> it.endpoint("https://hf.example/" + text));
    kept.store("proxy of a store", (it, text) -> it.proxy("http://proxy.example/" + text));
    kept.places.put("API key", chart -> text -> server(chart, chat()).apiKey(text).build());
    kept.places.put(
        "claim of a model cache",
        chart ->
            text ->
                server(chart, chat().device(Device.gpu(GpuDriver.XE)))
                    .modelCache(ModelCache.volumeClaim(text))
                    .deviceGroup(109)
                    .build());
    return kept.places;
  }

  /** Places whose text is escaped in a graph. */
  static Map<String, HostilePlace> notKept() {
    HostileGenerative escaped = new HostileGenerative();
    escaped.model("property of a graph", text -> chat().pluginConfig("MODEL_PRIORITY", text));
    escaped.places.put(
        "size of a model cache",
        chart ->
            text ->
                server(chart, chat().device(Device.gpu(GpuDriver.XE)))
                    .modelCache(ModelCache.emptyDir(text))
                    .deviceGroup(109)
                    .build());
    escaped.model("weights", text -> chat().weights(text));
    return escaped.places;
  }

  private static TextGeneration chat() {
    return TextGeneration.of("chat", CLAIM).cacheSize(1);
  }

  private static OvmsModelServer.Builder server(
      software.constructs.Construct chart, GenerativeModel<?> model) {
    return OvmsModelServer.Builder.create(chart, "chat").image(IMAGE).generative(model);
  }

  private void model(String place, Function<String, GenerativeModel<?>> model) {
    places.put(place, chart -> text -> server(chart, model.apply(text)).build());
  }

  private void store(
      String place, BiFunction<ModelStore.Builder, String, ModelStore.Builder> option) {
    places.put(
        place,
        chart ->
            text -> {
              ModelStore.Builder store =
                  ModelStore.Builder.create(chart, "llms")
                      .image(IMAGE)
                      .fetch(HuggingFace.of("OpenVINO/m"));
              option.apply(place.startsWith("claim") ? store : store.size("1Gi"), text).build();
            });
  }
}
