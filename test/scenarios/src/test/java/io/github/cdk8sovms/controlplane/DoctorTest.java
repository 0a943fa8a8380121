package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cli.ExitCode;
import io.github.cdk8sovms.cli.Main;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Markdown;
import io.github.cdk8sovms.kit.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The doctor on the real chain, with the rights that the document asks for. One hop after another
 * is broken, the last of them first and none repaired: it names the first that is broken, so each
 * is found although those after it are broken too.
 */
class DoctorTest {
  private static final Timeline TIMELINE = Timeline.real(1);
  private static final EmulatedOvms OVMS =
      new EmulatedOvms(PodTimes.of(ServiceTime.constant(Duration.ofMillis(100))), TIMELINE);
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final String MONITORING = "/apis/apps/v1/namespaces/monitoring";
  private static final String SERVER = "/apis/apps/v1/namespaces/serving/deployments/resnet";

  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(new ControlPlane.Settings(Duration.ofSeconds(5), List.of(OVMS)));

  private final StringBuilder times = new StringBuilder();
  private Path kubeconfig = Path.of("");

  @AfterAll
  static void endTime() {
    TIMELINE.close();
  }

  @Test
  void theFirstBrokenHopIsFoundEachTime() {
    ApiClient api = CONTROL_PLANE.get().api();
    Application quickstart = Examples.of("quickstart");
    quickstart.applyTo(CONTROL_PLANE.get());
    kubeconfig = withTheRightsOfTheDocument(api, CONTROL_PLANE.get().kubeconfig());

    awaitSound();

    breakIt("autoscaler", "scaling-inactive", () -> api.apply(secondAutoscaler(quickstart)));
    breakIt("listed", "rule-missing", () -> renameMetric(api, quickstart));
    breakIt(
        "apiservice",
        "metrics-api-unavailable",
        // Scaled, not deleted: its arguments say which Prometheus is asked, and a guess is never
        // called down.
        () -> scale(api, MONITORING + "/deployments/prometheus-adapter", 0));
    breakIt(
        "scraped",
        "scrape-fails",
        () ->
            api.delete(
                "/apis/networking.k8s.io/v1/namespaces/serving/networkpolicies/resnet-from-prometheus"));
    breakIt(
        "scraped",
        "prometheus-not-ready",
        () -> scale(api, MONITORING + "/statefulsets/prometheus", 0));
    breakIt("pods", "scaled-to-zero", () -> scale(api, SERVER, 0));
    breakIt("pods", "target-missing", () -> api.delete(SERVER));
    System.out.println("Doctor, from the apply of the quickstart:\n" + times);
  }

  private void awaitSound() {
    Await.until(
        "all hops ok",
        LONGEST,
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          Said said = Said.now(kubeconfig);
          return Await.Look.when(said.exitCode() == ExitCode.OK, said.text());
        });
  }

  private void breakIt(String hop, String diagnosis, Runnable fault) {
    Instant begin = Instant.now();
    fault.run();
    Said found =
        Await.until(
            hop + " broken: " + diagnosis,
            LONGEST,
            CONTROL_PLANE.get()::diagnosis,
            () -> {
              Said said = Said.now(kubeconfig);
              return said.broken("diagnosis").equals(diagnosis)
                  ? Await.Look.done(said)
                  : Await.Look.notYet(said.text());
            });
    assertThat(found.exitCode()).isEqualTo(ExitCode.DIFFERS);
    assertThat(found.broken("hop")).isEqualTo(hop);
    times.append(
        "%4d s  %s: %s%n"
            .formatted(
                Duration.between(begin, Instant.now()).toSeconds(),
                diagnosis,
                found.broken("evidence")));
  }

  /** A service account that has the ClusterRole of docs/cli.md, and nothing else. */
  private static Path withTheRightsOfTheDocument(ApiClient api, Path admin) {
    String document = Repository.read(Repository.ROOT.resolve("docs").resolve("cli.md"));
    JsonNode role = Manifest.parse(new Markdown(document).blocks("yaml").get(0));
    String name = role.at("/metadata/name").asText();
    String account = "/api/v1/namespaces/default/serviceaccounts";
    api.apply(role);
    api.create(account, Map.of("metadata", Map.of("name", name)));
    api.apply(
        Manifest.parse(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
            subjects: [{kind: ServiceAccount, name: %1$s, namespace: default}]
            """
                .formatted(name)));
    JsonNode token =
        api.create(
            account + "/" + name + "/token",
            Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest"));
    Path file = admin.resolveSibling("doctor.kubeconfig");
    Repository.write(
        file,
        Repository.read(admin)
            .replace(
                "{token: \"admin\"}", "{token: \"" + token.at("/status/token").asText() + "\"}"));
    return file;
  }

  /** The same under another name; the controller refuses to let two scale the same pods. */
  private static JsonNode secondAutoscaler(Application quickstart) {
    String first = Manifest.json(quickstart.ofKind("HorizontalPodAutoscaler").get(0));
    return Manifest.parse(
        first.replace("\"name\":\"resnet-autoscaler\"", "\"name\":\"resnet-second\""));
  }

  /** And restarts the adapter, which reads its rules only then. */
  private static void renameMetric(ApiClient api, Application quickstart) {
    JsonNode config =
        quickstart.ofKind("ConfigMap").stream()
            .filter(object -> object.at("/metadata/name").asText().contains("adapter"))
            .findFirst()
            .orElseThrow();
    api.apply(
        Manifest.parse(
            Manifest.json(config).replace("as: ovms_requests_streams_ratio", "as: other_ratio")));
    api.patch(
        MONITORING + "/deployments/prometheus-adapter",
        Map.of(
            "spec",
            Map.of(
                "template",
                Map.of("metadata", Map.of("annotations", Map.of("restarted", "other rules"))))));
  }

  private static void scale(ApiClient api, String path, int replicas) {
    api.patch(path, Map.of("spec", Map.of("replicas", replicas)));
  }

  /** The report on the first autoscaler. */
  private record Said(int exitCode, String text) {
    static Said now(Path kubeconfig) {
      StringWriter out = new StringWriter();
      int exitCode =
          Main.run(
              new PrintWriter(out),
              new PrintWriter(out),
              "doctor",
              "resnet-autoscaler",
              "--namespace=serving",
              "--json",
              "--kubeconfig=" + kubeconfig);
      return new Said(exitCode, out.toString());
    }

    /** A field of the hop that is broken; empty if none is. */
    String broken(String field) {
      if (exitCode != ExitCode.DIFFERS) {
        return "";
      }
      for (JsonNode hop : Manifest.parse(text).at("/0/hops")) {
        if (hop.path("state").asText().equals("broken")) {
          return hop.path(field).asText();
        }
      }
      return "";
    }
  }
}
