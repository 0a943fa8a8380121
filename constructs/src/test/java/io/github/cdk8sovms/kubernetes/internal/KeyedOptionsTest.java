package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.ProcessorTime;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.monitoring.AlertSeverity;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.serving.ClientService;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.WorkloadIdentity;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A second value for the key of an option would silently replace the first one. */
class KeyedOptionsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/";

  private static List<Arguments> servers() {
    return List.of(
        server("labels[a]", it -> it.label("a", "1").label("a", "2")),
        server("annotations[a]", it -> it.annotation("a", "1").annotation("a", "2")),
        server("podLabel[a]", it -> it.podLabel("a", "1").podLabel("a", "2")),
        server("podAnnotation[a]", it -> it.podAnnotation("a", "1").podAnnotation("a", "2")),
        server(
            "serviceAccountAnnotation[a]",
            it -> it.serviceAccountAnnotation("a", "1").serviceAccountAnnotation("a", "2")),
        server(
            "service.annotation[a]",
            it -> it.service(ClientService.nodePort().annotation("a", "1").annotation("a", "2"))),
        model(
            "pluginConfig[PERF_COUNT]",
            it -> it.pluginConfig("PERF_COUNT", "YES").pluginConfig("PERF_COUNT", "NO")),
        model("shape[a]", it -> it.shape("a", "(1,3)").shape("a", "(2,3)")),
        model("layout[a]", it -> it.layout("a", "NC").layout("a", "CN")));
  }

  private static Arguments server(String place, UnaryOperator<OvmsModelServer.Builder> options) {
    return Arguments.of(place, options);
  }

  private static Arguments model(String place, UnaryOperator<Model> options) {
    Model model = Model.of("m", ModelSource.of("s3://models/m").anonymous());
    UnaryOperator<OvmsModelServer.Builder> server = it -> it.model(options.apply(model));
    return Arguments.of(place, server);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void aSecondValueForAKeyIsRefused(String place, UnaryOperator<OvmsModelServer.Builder> options) {
    assertContradicted(
        options.apply(Programs.server(Programs.chart(), "resnet").replicas(1))::build, place);
  }

  @Test
  void aSecondMatcherOrHeaderIsRefused() {
    assertContradicted(
        Programs.existingPrometheus(Programs.chart())
                .url("http://a.b.svc")
                .matcher("cluster", "a")
                .matcher("cluster", "b")
            ::build,
        "matcher[cluster]");
    PrometheusAccess access = PrometheusAccess.open();
    assertContradicted(
        Programs.existingPrometheus(Programs.chart())
                .url("http://a.b.svc")
                .access(access.header("X-Scope-OrgID", "a").header("x-scope-orgid", "b"))
            ::build,
        "access.header[x-scope-orgid]");
    assertContradicted(
        Programs.existingPrometheus(Programs.chart())
                .url("http://a.b.svc")
                .access(access.queryParameter("dedup", "true").queryParameter("dedup", "false"))
            ::build,
        "access.queryParameter[dedup]");
  }

  @Test
  void aSecondLabelOrSeverityOfAnAlertIsRefused() {
    assertThat(
            Reported.building(
                Alerts.Builder.create(Programs.chart(), "alerts")
                        .alertLabel("team", "a")
                        .alertLabel("team", "b")
                        .severity(Alert.ERROR_RATIO, AlertSeverity.INFO)
                        .severity(Alert.ERROR_RATIO, AlertSeverity.CRITICAL)
                    ::build))
        .filteredOn(finding -> finding.code() == FindingCode.CONTRADICTION)
        .hasSize(2);
  }

  @Test
  void theAnnotationOfAnIdentityCannotBeReplaced() {
    assertContradicted(
        OvmsModelServer.Builder.create(Programs.chart(), "resnet")
                .image(OvmsImage.of("2026.3.1"))
                .model(
                    Model.of(
                        "m",
                        ModelSource.of("s3://models/m")
                            .identity(WorkloadIdentity.awsRole(ROLE + "a"))))
                .serviceAccountAnnotation("eks.amazonaws.com/role-arn", ROLE + "b")
            ::build,
        "serviceAccountAnnotation[eks.amazonaws.com/role-arn]");
  }

  @Test
  void theSameValueAgainIsNoContradiction() {
    assertThat(
            Reported.building(
                Programs.server(Programs.chart(), "resnet").label("a", "1").label("a", "1")::build))
        .isEmpty();
  }

  @Test
  void twentyThousandOfEachAreRefusedQuickly() {
    OvmsModelServer.Builder server = Programs.server(Programs.chart(), "resnet");

    ProcessorTime.assertLessThan(
        Duration.ofSeconds(10),
        () -> {
          IntStream.range(0, 20_000)
              .forEach(
                  i ->
                      server
                          .podLabel("label-" + i, "value")
                          .podAnnotation("annotation-" + i, "value".repeat(3))
                          .serviceAccountAnnotation("annotation-" + i, "value".repeat(3)));
          assertThat(Reported.building(server::build))
              .extracting(Finding::code)
              .containsOnly(FindingCode.TOO_LARGE);
        });
  }

  @Test
  void clientsOfSeveralCallsAreAllAdmitted() {
    var chart = Programs.chart();
    Programs.server(chart, "resnet")
        .clients(NetworkPeer.namespace("shop"))
        .clients(NetworkPeer.namespace("search"))
        .build();

    assertThat(Synthesized.of(chart).the("NetworkPolicy").toString())
        .contains("\"shop\"", "\"search\"");
  }

  private static void assertContradicted(Callable<?> build, String place) {
    assertThat(Reported.building(build))
        .singleElement()
        .asString()
        .startsWith("OVMS119 shop/")
        .contains("." + place + ": ", " are set for the same key. Keep one of them.");
  }
}
