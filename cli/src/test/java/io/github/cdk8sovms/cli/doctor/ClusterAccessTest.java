package io.github.cdk8sovms.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cli.ExitCode;
import io.github.cdk8sovms.cli.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster that cannot be queried is reported in a sentence, without a stack trace. */
class ClusterAccessTest {
  private static final String NAMESPACED =
      "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers";

  private final FakeQuickstart cluster = new FakeQuickstart();
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void withoutPermissionToListEverywhereTheNamespaceOfTheContextIsUsed() {
    forbidEverywhere();
    cluster.api.list(
        NAMESPACED, List.of(FakeQuickstart.autoscaler("True", "ValidMetricFound", "")));

    assertThat(doctor().exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void theMissingPermissionIsReported() {
    forbidEverywhere();
    cluster.api.forbid(
        NAMESPACED,
        "list",
        "horizontalpodautoscalers",
        "autoscaling",
        "in the namespace \"serving\"");

    assertThat(doctor())
        .isEqualTo(
            new Run(
                ExitCode.NO_ANSWER,
                "",
                "The cluster responds, but you lack permission to list"
                    + " horizontalpodautoscalers.autoscaling in namespace serving.\n"));
  }

  @Test
  void withoutPermissionForAnyHopTheStateIsUnknown() {
    cluster.api.forbid(
        FakeQuickstart.SCALE, "get", "deployments/scale", "apps", "in the namespace \"serving\"");

    Run run = doctor();

    assertThat(run.exitCode()).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(run.out())
        .contains(
            "  unseen   pods        you lack permission to get deployments/scale.apps in namespace"
                + " serving\n")
        .doesNotContain("  broken ");
  }

  @Test
  void rejectedCredentialsAreReported() {
    cluster.api.answer(FakeQuickstart.AUTOSCALERS, 401, "{\"message\":\"Unauthorized\"}");

    assertThat(doctor())
        .isEqualTo(
            new Run(
                ExitCode.NO_ANSWER,
                "",
                cluster.api.url()
                    + " does not accept your credentials. Log in again, or use another --context.\n"));
  }

  @Test
  void anUnreachableClusterIsReported() {
    Path kubeconfig = cluster.api.kubeconfig(directory);
    cluster.close();

    assertThat(Run.of("doctor", "--kubeconfig", kubeconfig.toString()))
        .isEqualTo(
            new Run(
                ExitCode.NO_ANSWER,
                "",
                cluster.api.url()
                    + " cannot be reached: connection refused. Check server in the kubeconfig, and"
                    + " whether the server runs.\n"));
  }

  @Test
  void aClusterWithoutAutoscalersIsReported() {
    cluster.api.list(FakeQuickstart.AUTOSCALERS, List.of());

    assertThat(doctor())
        .isEqualTo(
            new Run(
                ExitCode.WRONG_USE,
                "",
                "There is no HorizontalPodAutoscaler on a metric ovms_* in the cluster that scales"
                    + " on a Pods metric; there is none.\n"));
  }

  @Test
  void anInvalidKubeconfigIsReported() throws IOException {
    Path file = directory.resolve("config");

    assertThat(Run.of("doctor", "--kubeconfig", file.toString()).err())
        .isEqualTo(
            "There is no readable kubeconfig \"%s\". Set --kubeconfig or KUBECONFIG.\n"
                .formatted(file));
    Files.writeString(file, "a: [\n");
    assertThat(Run.of("doctor", "--kubeconfig", file.toString()).err())
        .startsWith("\"%s\" is not valid YAML, line ".formatted(file));
    Files.writeString(file, "just text\n");
    assertThat(Run.of("doctor", "--kubeconfig", file.toString()).err())
        .isEqualTo("\"%s\" is not a kubeconfig.\n".formatted(file));
    Files.writeString(file, "kind: Config\n");
    assertThat(Run.of("doctor", "--kubeconfig", file.toString()))
        .isEqualTo(
            new Run(
                ExitCode.WRONG_USE,
                "",
                "\"%s\" has no context \"\"; it has none. Choose one with --context.\n"
                    .formatted(file)));
  }

  @Test
  void anUnknownContextIsReported() {
    Path file = cluster.api.kubeconfig(directory);

    assertThat(Run.of("doctor", "--kubeconfig", file.toString(), "--context", "live").err())
        .isEqualTo(
            "\"%s\" has no context \"live\"; it has fake. Choose one with --context.\n"
                .formatted(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{server: not a url} | {} | The server of cluster \"c\" in %s is \"not a url\"; it must be a URL such as https://10.0.0.1:6443.",
        "{server: 'ftp://x'} | {} | The server of cluster \"c\" in %s is \"ftp://x\"; it must be a URL such as https://10.0.0.1:6443.",
        "{} | {} | The server of cluster \"c\" in %s is \"\"; it must be a URL such as https://10.0.0.1:6443.",
        "{server: 'https://x', certificate-authority: /no/such/file} | {} | %s cannot be used: \"/no/such/file\" does not exist. Check its certificates and keys.",
      })
  void anUnusableKubeconfigIsReported(String clusterEntry, String user, String message)
      throws IOException {
    Path file = kubeconfig(clusterEntry, user);

    Run run = Run.of("doctor", "--kubeconfig", file.toString());

    assertThat(run)
        .isEqualTo(new Run(ExitCode.WRONG_USE, "", message.formatted("\"" + file + "\"") + "\n"));
  }

  @Test
  void anInvalidCertificateIsReported() throws IOException {
    Path file =
        kubeconfig(
            "{server: 'https://x'}",
            "{client-certificate-data: bm90IGEgY2VydA==, client-key-data: bm90IGEgY2VydA==}");

    Run run = Run.of("doctor", "--kubeconfig", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .startsWith("\"%s\" cannot be used: ".formatted(file))
        .doesNotContain("\tat ");
  }

  @Test
  void anUnresolvableNameIsReported() throws IOException {
    Path file = kubeconfig("{server: 'https://no-such-host.invalid:6443'}", "{token: x}");

    assertThat(Run.of("doctor", "--kubeconfig", file.toString()))
        .isEqualTo(
            new Run(
                ExitCode.NO_ANSWER,
                "",
                "https://no-such-host.invalid:6443 cannot be reached: its name cannot be resolved."
                    + " Check server in the kubeconfig.\n"));
  }

  private static void refuseInClear(Socket caller) {
    try (caller) {
      caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      caller.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The client may close the connection first.
    }
  }

  @Test
  void aPortWithoutTlsIsNotReportedAsABadCertificate() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Accept any number of connections: the client retries after some failures.
      Thread answers =
          new Thread(
              () -> {
                while (!plain.isClosed()) {
                  try {
                    Socket caller = plain.accept();
                    new Thread(() -> refuseInClear(caller)).start();
                  } catch (IOException e) {
                    // The test is over.
                  }
                }
              });
      answers.start();
      String server = "https://127.0.0.1:" + plain.getLocalPort();
      Path file = kubeconfig("{server: '" + server + "'}", "{token: x}");

      assertThat(Run.of("doctor", "--kubeconfig", file.toString()).err())
          .isEqualTo(
              server
                  + " cannot be reached: the port does not use TLS; use http:// or another port."
                  + " Check server in the kubeconfig.\n");
    }
  }

  @Test
  void aRedirectIsNotFollowedWithTheToken() {
    cluster.api.answer(FakeQuickstart.AUTOSCALERS, 302, "");

    assertThat(doctor().exitCode()).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(cluster.api.headers("/login")).isEmpty();
  }

  @Test
  void missingCredentialsAreNotReportedAsMissingPermissions() {
    cluster.api.answer(
        FakeQuickstart.AUTOSCALERS,
        403,
        "{\"message\":\"forbidden: User \\\"system:anonymous\\\" cannot list resource\"}");

    assertThat(doctor().err())
        .endsWith(" does not accept your credentials. Log in again, or use another --context.\n");
  }

  @Test
  void anInvalidUrlOfPrometheusIsReported() {
    Run run = Run.of("doctor", "--prometheus", "localhost:9090");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(run.err())
        .isEqualTo(
            "\"localhost:9090\" is not a valid URL of a Prometheus. Use one such as"
                + " http://localhost:9090.\n");
  }

  private void forbidEverywhere() {
    cluster.api.forbid(
        FakeQuickstart.AUTOSCALERS,
        "list",
        "horizontalpodautoscalers",
        "autoscaling",
        "at the cluster scope");
  }

  private Path kubeconfig(String clusterEntry, String user) throws IOException {
    return Files.writeString(
        directory.resolve("kubeconfig"),
        """
        clusters: [{name: c, cluster: %s}]
        users: [{name: u, user: %s}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        current-context: c
        """
            .formatted(clusterEntry, user));
  }

  private Run doctor() {
    return Run.of("doctor", "--kubeconfig", cluster.api.kubeconfig(directory).toString());
  }
}
