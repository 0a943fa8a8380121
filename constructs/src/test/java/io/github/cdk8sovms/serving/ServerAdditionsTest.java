package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.Reported;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

/** What a user adds to the server's container, pod and Service. */
class ServerAdditionsTest {
  private final Chart chart = Programs.chart();

  @Test
  void variablesComeFromTextsSecretsAndConfigMaps() {
    Programs.server(chart, "resnet")
        .env("OVMS_GRAPH_QUEUE_OFF", "1")
        .envFromSecret("API_KEY", "keys", "api")
        .envFromConfigMap("DROGON_LOG_LEVEL", "logging", "level")
        .build();

    assertThat(server().at("/env").toString())
        .contains(
            "{\"name\":\"OVMS_GRAPH_QUEUE_OFF\",\"value\":\"1\"}",
            "{\"name\":\"API_KEY\",\"valueFrom\":{\"secretKeyRef\":{\"key\":\"api\",\"name\":\"keys\"}}}",
            "{\"configMapKeyRef\":{\"key\":\"level\",\"name\":\"logging\"}}");
  }

  @Test
  void variablesOfOthersAndCredentialsAreRefused() {
    OvmsModelServer.Builder builder =
        OvmsModelServer.Builder.create(chart, "resnet")
            .image(OvmsImage.of("2026.2.1"))
            .model(Model.of("m", ModelSource.of("s3://models/m").credentials("s3-key")).streams(1))
            .env("AWS_ACCESS_KEY_ID", "a")
            .env("LD_LIBRARY_PATH", "/lib")
            .env("HF_TOKEN", "hf_x")
            .env("A", "1")
            .env("A", "2")
            .env("1A", "1");

    assertThat(Reported.building(builder::build))
        .extracting(finding -> finding.code() + " " + finding.path().replaceFirst(".*?[.]", ""))
        .containsExactlyInAnyOrder(
            "ENVIRONMENT env[AWS_ACCESS_KEY_ID]",
            "ENVIRONMENT env[LD_LIBRARY_PATH]",
            "CREDENTIALS env[HF_TOKEN]",
            "ENVIRONMENT env[A]",
            "ENVIRONMENT env[1A]");
  }

  @Test
  void flagsAreAddedAfterOurs() {
    Programs.server(chart, "resnet").arguments("--grpc_workers=2", "--allow_credentials").build();

    assertThat(server().at("/args").toString())
        .endsWith("\"--grpc_workers=2\",\"--allow_credentials\"]");
  }

  @Test
  void flagsAtWhichOvmsExitsAreRefused() {
    assertThat(
            Reported.building(
                OvmsModelServer.Builder.create(chart, "resnet")
                        .image(OvmsImage.of("2026.3.1"))
                        .model(Model.of("m", ModelSource.of("s3://models/m").anonymous()))
                        .arguments("--rest_port=9000", "--nireq=4", "--max_sequence_number=5")
                        .arguments("--grpc_workers=1", "--grpc_workers=2")
                        .arguments("-v", "--rest_bind_address=127.0.0.1")
                    ::build))
        .extracting(Object::toString)
        .containsExactly(
            "OVMS244 shop/resnet.arguments[--rest_port]: \"--rest_port\" is written by this"
                + " library. Use .ports(..).",
            "OVMS244 shop/resnet.arguments[--nireq]: \"--nireq\" configures a server of one model,"
                + " and OVMS refuses it beside a configuration file. Configure the model with"
                + " Model.of(..).",
            "OVMS244 shop/resnet.arguments[--max_sequence_number]: \"--max_sequence_number\" was"
                + " removed in OVMS 2026.3; OVMS 2026.3.1 exits at it. Leave it out.",
            "OVMS244 shop/resnet.arguments[--grpc_workers]: \"--grpc_workers\" is given twice."
                + " Leave one of them out.",
            "OVMS244 shop/resnet.arguments[-v]: \"-v\" is not one flag of OVMS. Write a flag and its"
                + " value, such as \"--grpc_workers=2\".",
            "OVMS244 shop/resnet.arguments[--rest_bind_address]:"
                + " \"--rest_bind_address=127.0.0.1\" accepts calls from inside of the pod only:"
                + " neither probes nor clients reach the server. Use 0.0.0.0, or \"::\" for IPv6.");
  }

  @Test
  void aFlagThatIsNotKnownIsWarnedOf() {
    assertThat(Programs.server(chart, "resnet").arguments("--grpc_worker=2").build().findings())
        .extracting(finding -> finding.code().name())
        .contains("ARGUMENT_UNKNOWN");
  }

  @Test
  void aLoadBalancerIsConfiguredAndItsClientsAreListed() {
    OvmsModelServer server =
        Programs.server(chart, "resnet")
            .service(
                ClientService.loadBalancer()
                    .annotation("example.com/internal", "true")
                    .localTraffic()
                    .loadBalancerClass("example.com/lb")
                    .sourceRanges("10.0.0.0/8"))
            .clients(NetworkPeer.addresses("10.0.0.0/8"))
            .build();

    JsonNode service = Synthesized.of(chart).the("Service");
    assertThat(service.at("/metadata/annotations/example.com~1internal").asText())
        .isEqualTo("true");
    assertThat(service.at("/spec/type").asText()).isEqualTo("LoadBalancer");
    assertThat(service.at("/spec/externalTrafficPolicy").asText()).isEqualTo("Local");
    assertThat(service.at("/spec/loadBalancerClass").asText()).isEqualTo("example.com/lb");
    assertThat(service.at("/spec/loadBalancerSourceRanges/0").asText()).isEqualTo("10.0.0.0/8");
    assertThat(server.findings()).isEmpty();
  }

  @Test
  void aLoadBalancerWhoseClientsAreKeptOutIsWarnedOf() {
    assertThat(
            Programs.server(chart, "resnet")
                .service(ClientService.loadBalancer())
                .build()
                .findings())
        .extracting(finding -> finding.code().name())
        .contains("SERVICE_CLOSED");
    assertThat(
            Reported.building(
                Programs.server(chart, "other")
                        .service(ClientService.clusterIp().localTraffic().sourceRanges("10.0.0.1"))
                    ::build))
        .extracting(finding -> finding.code() + " " + finding.path().replaceFirst(".*?[.]", ""))
        .contains("NO_EFFECT service.localTraffic", "NO_EFFECT service.sourceRanges");
  }

  private JsonNode server() {
    return Synthesized.of(chart).the("Deployment").at("/spec/template/spec/containers/0");
  }
}
