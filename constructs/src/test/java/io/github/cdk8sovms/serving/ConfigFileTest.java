package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.FindingCode.INVALID_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.Reported;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFileTest {
  private static final Model RESNET = Model.of("resnet50", ModelSource.of("s3://models/resnet50"));
  private static final Map<String, Schema> SCHEMAS = schemas();

  static Stream<Arguments> files() {
    Map<String, Model> models = new LinkedHashMap<>();
    models.put("nothing said", RESNET);
    models.put("streams", RESNET.streams(4));
    models.put("infer requests", RESNET.nireq(32));
    models.put("hint", RESNET.pluginConfig("PERFORMANCE_HINT", "THROUGHPUT"));
    models.put("numbers", RESNET.pluginConfig("A", 8).pluginConfig("B", 0.5));
    models.put("device", RESNET.device(Device.of("AUTO:GPU,CPU")));
    models.put("batch size", RESNET.batchSize("8").layout("NHWC:NCHW"));
    models.put("automatic batch size", RESNET.batchSize("auto"));
    models.put("shape", RESNET.shape("(1,3,224:512,224)"));
    models.put("all versions", RESNET.versions(VersionPolicy.all()));
    models.put("latest versions", RESNET.versions(VersionPolicy.latest(2)));
    models.put("specific versions", RESNET.versions(VersionPolicy.specific(3, 4)));
    models.put("name that needs escapes", Model.of("a/b", ModelSource.of("s3://a/\"\\")));
    return SCHEMAS.keySet().stream()
        .flatMap(
            version ->
                models.entrySet().stream()
                    .map(model -> Arguments.of(model.getKey(), version, model.getValue())));
  }

  @ParameterizedTest(name = "{0}, OVMS {1}")
  @MethodSource("files")
  void everyModelIsWrittenAsOvmsTakesIt(String what, String version, Model model) {
    String one = ConfigFile.content(List.of(model), List.of(), any -> any.toConfig("/models/m"));
    String two =
        ConfigFile.content(
            List.of(model, RESNET), List.of(OvmsMetric.values()), any -> any.toConfig("/models/m"));

    assertThat(errors(version, one)).isEmpty();
    assertThat(errors(version, two)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no models            | {"monitoring": {"metrics": {"enable": true}}}
          unknown key          | {"model_config_list": [], "metrics": true}
          model without config | {"model_config_list": [{"name": "m", "base_path": "x"}]}
          no name              | {"model_config_list": [{"config": {"base_path": "x"}}]}
          unknown model key    | {"model_config_list": [{"config": {"name": "m", "base_path": "x", "streams": 4}}]}
          infer requests text  | {"model_config_list": [{"config": {"name": "m", "base_path": "x", "nireq": "8"}}]}
          property of a list   | {"model_config_list": [{"config": {"name": "m", "base_path": "x", "plugin_config": {"A": []}}}]}
          two policies         | {"model_config_list": [{"config": {"name": "m", "base_path": "x", "model_version_policy": {"all": {}, "latest": {"num_versions": 1}}}}]}
          version zero         | {"model_config_list": [{"config": {"name": "m", "base_path": "x", "model_version_policy": {"specific": {"versions": [0]}}}}]}
          enable as text       | {"model_config_list": [], "monitoring": {"metrics": {"enable": "true"}}}
          metrics as text      | {"model_config_list": [], "monitoring": {"metrics": {"enable": true, "metrics_list": "ovms_streams"}}}
          endpoint path        | {"model_config_list": [], "monitoring": {"metrics": {"enable": true, "endpoint_path": "/m"}}}
          """)
  void theSchemasBite(String what, String file) {
    assertThat(SCHEMAS.keySet())
        .allSatisfy(version -> assertThat(errors(version, file)).isNotEmpty());
  }

  @Test
  void booleanPropertiesAreForNewReleasesOnly() {
    String file =
        ConfigFile.content(
            List.of(RESNET.pluginConfig("ENABLE_CPU_PINNING", false)),
            List.of(),
            any -> any.toConfig("/m"));

    assertThat(errors("2026.3", file)).isEmpty();
    assertThat(errors("2022.2", file)).singleElement().asString().contains("ENABLE_CPU_PINNING");
  }

  @Test
  void modelsAreInTheOrderInWhichTheyWereAdded() {
    Model bert = Model.of("bert", ModelSource.of("s3://models/bert"));
    JsonNode file =
        Synthesized.parse(
            ConfigFile.content(
                List.of(RESNET, bert),
                List.of(),
                model -> model.toConfig("/models/" + model.name())));

    assertThat(file.at("/model_config_list"))
        .extracting(entry -> entry.at("/config/name").asText())
        .containsExactly("resnet50", "bert");
    assertThat(file.at("/model_config_list/1/config/base_path").asText()).isEqualTo("/models/bert");
  }

  @Test
  void metricsAreAlwaysOnAndListedOnlyIfChosen() {
    JsonNode byDefault =
        Synthesized.parse(
            ConfigFile.content(List.of(RESNET), List.of(), any -> any.toConfig("/m")));
    JsonNode chosen =
        Synthesized.parse(
            ConfigFile.content(
                List.of(RESNET),
                List.of(OvmsMetric.STREAMS, OvmsMetric.RESPONSES),
                any -> any.toConfig("/m")));

    assertThat(byDefault.at("/monitoring/metrics/enable").asBoolean()).isTrue();
    assertThat(byDefault.at("/monitoring/metrics/metrics_list").isMissingNode()).isTrue();
    assertThat(chosen.at("/monitoring/metrics/enable").asBoolean()).isTrue();
    assertThat(chosen.at("/monitoring/metrics/metrics_list"))
        .extracting(JsonNode::asText)
        .containsExactly("ovms_streams", "ovms_responses");
  }

  @Test
  void theFileIsWhereTheOperatorPutsItToo() {
    assertThat(new ConfigFile("models", "ovms.json").path()).isEqualTo("/config/ovms.json");
  }

  @Test
  void nameAndKeyAreChecked() {
    assertThat(Reported.by(new ConfigFile("models", "ovms.json")::check)).isEmpty();
    assertThat(Reported.codesBy(new ConfigFile("Models", "a/b")::check))
        .containsExactly(INVALID_NAME, INVALID_NAME);
  }

  private static List<String> errors(String version, String file) {
    return SCHEMAS.get(version).validate(file, InputFormat.JSON).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static Map<String, Schema> schemas() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (String version : List.of("2022.2", "2026.3")) {
      String resource = "/ovms-config/" + version + ".json";
      try (InputStream schema = ConfigFileTest.class.getResourceAsStream(resource)) {
        schemas.put(version, registry.getSchema(Objects.requireNonNull(schema, resource)));
      } catch (IOException e) {
        throw new AssertionError(resource, e);
      }
    }
    return schemas;
  }
}
