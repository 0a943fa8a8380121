package io.github.cdk8sovms.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.ExitCode;
import io.github.cdk8sovms.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Direct queries to Prometheus, with a token, and with the parameters of the adapter or KEDA. */
class PrometheusAccessTest {
  private static final String DIRECT = "/elsewhere/api/v1";

  private final FakeQuickstart cluster = new FakeQuickstart();
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void theAdviceKeepsSchemeAndPath() {
    cluster.prometheusAt("https://prometheus.monitoring.svc:9091/prometheus");
    String proxied =
        FakeQuickstart.MONITORING + "/services/https:prometheus:9091/proxy/prometheus/api/v1";
    cluster.api.answer(proxied + "/targets", 401, "Unauthorized\n");
    cluster.api.answer(proxied + "/query", 401, "Unauthorized\n");

    assertThat(doctor().out())
        .contains(
            "kubectl port-forward --namespace monitoring service/prometheus 9090:9091, and doctor"
                + " --prometheus https://localhost:9090/prometheus --prometheus-token-file FILE\n");
  }

  @Test
  void theTokenInTheFileIsSentToPrometheusOnly() throws IOException {
    answerDirectly();
    Path token = Files.writeString(directory.resolve("token"), "eyJ.abc-_\n");

    Run run = doctor("--prometheus", url(), "--prometheus-token-file", token.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("  ok       scraped     2 of 2 up in " + url() + "\n");
    assertThat(run.out() + run.err()).doesNotContain("eyJ");
    assertThat(cluster.api.headers(DIRECT + "/targets?state=active").get("Authorization"))
        .containsExactly("Bearer eyJ.abc-_");
    assertThat(cluster.api.headers(FakeQuickstart.SCALE).get("Authorization"))
        .containsExactly("Bearer secret");
  }

  @Test
  void aRejectedTokenIsReported() throws IOException {
    cluster.api.answer(DIRECT + "/targets", 401, "Unauthorized\n");
    cluster.api.answer(DIRECT + "/query", 401, "Unauthorized\n");
    Path token = Files.writeString(directory.resolve("token"), "eyJ");

    assertThat(doctor("--prometheus", url()).out())
        .contains("; give a file with a token with --prometheus-token-file\n");
    assertThat(doctor("--prometheus", url(), "--prometheus-token-file", token.toString()).out())
        .contains("; the token in the file of --prometheus-token-file is not accepted\n");
  }

  @Test
  void anInvalidTokenIsReported() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty"), " \n");
    Path none = directory.resolve("none");

    assertThat(doctor("--prometheus", url(), "--prometheus-token-file", empty.toString()).err())
        .isEqualTo(
            "\"%s\" contains no token: it must be one word, such as kubectl create token prints.\n"
                .formatted(empty));
    assertThat(doctor("--prometheus", url(), "--prometheus-token-file", none.toString()).err())
        .isEqualTo("\"%s\" cannot be read. Give a file with a token.\n".formatted(none));
    assertThat(doctor("--prometheus-token-file", empty.toString()))
        .isEqualTo(
            new Run(
                ExitCode.WRONG_USE,
                "",
                "--prometheus-token-file requires --prometheus: the API server forwards no token."
                    + " Add the URL, such as --prometheus https://localhost:9090.\n"));
  }

  @Test
  void aPasswordInTheUrlIsRejected() {
    Run run = doctor("--prometheus", "http://me:pw@localhost:9090");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err()).startsWith("\"http://…@localhost:9090\" contains a user or a password");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:9090/?a=b",
    "http://localhost:9090#x",
    "ftp://localhost",
    "http://"
  })
  void anInvalidUrlIsReported(String url) {
    assertThat(doctor("--prometheus", url).err())
        .isEqualTo(
            "\"%s\" is not a valid URL of a Prometheus. Use one such as http://localhost:9090.\n"
                .formatted(url));
  }

  @Test
  void theUrlOfARequestIsShortenedToThatOfPrometheus() {
    answerDirectly();

    assertThat(doctor("--prometheus", url() + "/api/v1/query").out())
        .contains("2 of 2 up in " + url() + "\n");
  }

  @Test
  void aTerminatedPortForwardIsReported() {
    assertThat(doctor("--prometheus", "http://127.0.0.1:1").out())
        .contains(
            "  unseen   scraped     no response from http://127.0.0.1:1: connection refused; check"
                + " that kubectl port-forward still runs\n");
  }

  @Test
  void theDoctorUsesTheTenantOfTheAdapter() {
    // GIVEN
    ObjectNode adapter = FakeQuickstart.object("Deployment", "prometheus-adapter");
    ((ObjectNode) adapter.at("/spec/template/spec/containers/0"))
        .withArray("args")
        .add("--prometheus-header=X-Scope-OrgID=team-a")
        .add("--prometheus-header=Authorization=Bearer not-for-others");
    cluster.api.list("/apis/apps/v1/namespaces/monitoring/deployments", List.of(adapter));
    answerDirectly();

    // WHEN
    doctor();
    doctor("--prometheus", url());

    // THEN
    for (String path : List.of(FakeQuickstart.TARGETS, DIRECT + "/targets")) {
      assertThat(cluster.api.headers(path + "?state=active").get("X-scope-orgid"))
          .containsExactly("team-a");
    }
    assertThat(cluster.api.headers(DIRECT + "/targets?state=active"))
        .doesNotContainKey("Authorization");
  }

  @Test
  void anAgentInTheOptionIsNoFaultOfTheCluster() {
    cluster.api.answer(DIRECT + "/targets", FakeQuickstart.targets("up", ""));
    cluster.api.answer(DIRECT + "/query", 422, "{\"error\":\"unavailable with Prometheus Agent\"}");

    assertThat(doctor("--prometheus", url()).out())
        .contains("  unseen   series      " + url() + " serves no queries, because it is an agent")
        .contains("; query the store that it writes to, with --prometheus\n")
        .doesNotContain("  broken ");
  }

  @Test
  void podsThatAreTooNewToBeScrapedAreNoFault() {
    // GIVEN
    List<ObjectNode> pods = new ArrayList<>();
    for (String name : List.of("resnet-a", "resnet-b")) {
      ObjectNode pod = FakeQuickstart.pod(name, "True");
      ((ObjectNode) pod.at("/status/conditions/0"))
          .put("lastTransitionTime", Instant.now().minusSeconds(5).toString());
      pods.add(pod);
    }
    cluster.api.list(FakeQuickstart.PODS, pods);
    cluster.api.answer(FakeQuickstart.QUERY, FakeQuickstart.noResult());
    cluster.api.answer(
        FakeQuickstart.TARGETS, FakeQuickstart.parse("{'data':{'activeTargets':[]}}"));
    cluster.api.answer(FakeQuickstart.VALUES, FakeQuickstart.servedValues());

    // WHEN
    Run run = doctor();

    // THEN
    assertThat(run.exitCode()).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(run.out())
        .doesNotContain("  broken ")
        .containsPattern("unseen   scraped     the pods have been ready for only \\d seconds")
        .containsPattern("unseen   series      the pods have been ready for only \\d seconds")
        .containsPattern("unseen   values      the pods have been ready for only \\d seconds");
  }

  @Test
  void aConditionOfAnEarlierSyncIsNoFault() {
    // GIVEN
    ObjectNode autoscaler =
        FakeQuickstart.autoscaler("False", "FailedGetPodsMetric", "unable to get metric");
    ((ObjectNode) autoscaler.at("/status/conditions/1"))
        .put("lastTransitionTime", Instant.now().minusSeconds(5).toString());
    cluster.api.list(FakeQuickstart.AUTOSCALERS, List.of(autoscaler));

    // WHEN
    Run run = doctor();

    // THEN
    assertThat(run.exitCode()).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(run.out())
        .contains("  unseen   autoscaler  FailedGetPodsMetric: unable to get metric, since ")
        .contains("but the metric is available now");
  }

  @Test
  void credentialsThatExpireMeanwhileAreThoseOfTheCluster() {
    cluster.api.answer(FakeQuickstart.TARGETS, 401, "Unauthorized\n");
    cluster.api.expireAfter(FakeQuickstart.TARGETS);

    Run run = doctor();

    assertThat(run.exitCode()).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(run.err())
        .endsWith(" does not accept your credentials. Log in again, or use another --context.\n");
  }

  private void answerDirectly() {
    cluster.api.answer(DIRECT + "/targets", FakeQuickstart.targets("up", ""));
    cluster.api.answer(DIRECT + "/query", FakeQuickstart.result("1", "{'pod':'resnet-a'}"));
  }

  private String url() {
    return cluster.api.url() + "/elsewhere";
  }

  private Run doctor(String... arguments) {
    List<String> words = new ArrayList<>(List.of("doctor"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--kubeconfig", cluster.api.kubeconfig(directory).toString()));
    return Run.of(words.toArray(String[]::new));
  }
}
