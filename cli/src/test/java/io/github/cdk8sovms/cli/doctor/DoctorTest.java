package io.github.cdk8sovms.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.ExitCode;
import io.github.cdk8sovms.cli.GoldenText;
import io.github.cdk8sovms.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reports on the quickstart, with a fault in its cluster. */
class DoctorTest {
  private static final Pattern DIAGNOSIS = Pattern.compile("(?m)^  ([a-z-]+): ");

  private final FakeQuickstart cluster = new FakeQuickstart();
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void allHopsWork() {
    Run run = doctor();

    GoldenText.check("doctor/all-is-well.txt", run.out());
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(cluster.api.methods()).as("it only reads").isNotEmpty().containsOnly("GET");
  }

  @ParameterizedTest
  @EnumSource
  void aFaultIsReportedWithActions(Fault fault) {
    // GIVEN
    fault.befall(cluster);

    // WHEN
    Run run = doctor();

    // THEN
    GoldenText.check("doctor/" + fault.fileName(), run.out());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode())
        .isEqualTo(run.out().contains("  broken ") ? ExitCode.DIFFERS : ExitCode.OK);
    assertThat(cluster.api.methods()).containsOnly("GET");
  }

  @ParameterizedTest
  @EnumSource
  void kedaIsCheckedToo(KedaFault fault) {
    // GIVEN
    fault.befall(cluster);

    // WHEN
    Run run = doctor();

    // THEN
    GoldenText.check("doctor/" + fault.fileName(), run.out());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode())
        .isEqualTo(run.out().contains("  broken ") ? ExitCode.DIFFERS : ExitCode.OK);
  }

  @ParameterizedTest
  @EnumSource
  void similarSymptomsAreDistinguished(LookAlike lookAlike) {
    lookAlike.befall(cluster);
    checkReport(lookAlike.fileName());
  }

  @ParameterizedTest
  @EnumSource
  void responsesOfStoresAreDistinguished(StoreLookAlike lookAlike) {
    lookAlike.befall(cluster);
    checkReport(lookAlike.fileName());
  }

  @ParameterizedTest
  @EnumSource
  void startsAreReadFromPodsAndEvents(StartLookAlike lookAlike) {
    lookAlike.befall(cluster);
    checkReport(lookAlike.fileName());
  }

  @Test
  void startsAreReportedToPrograms() {
    StartLookAlike.START_WITH_A_PULL.befall(cluster);

    JsonNode starts =
        FakeQuickstart.parse(doctor("--json").out().replace('\'', ' ')).at("/0/starts");

    assertThat(starts.at("/pods/0/seconds").asInt()).isEqualTo(34);
    assertThat(starts.at("/stages/2").toString())
        .isEqualTo("{\"stage\":\"image\",\"typicalSeconds\":26,\"worstSeconds\":42}");
    assertThat(starts.at("/lever").asText()).startsWith("image takes longest. ImagePrepull");
  }

  /** Unseen hops are no fault; the last two hops decide the exit code. */
  private void checkReport(String file) {
    Run run = doctor();

    GoldenText.check("doctor/" + file, run.out());
    assertThat(run.err()).isEmpty();
    boolean endSeen = !run.out().matches("(?s).*  unseen   (values|autoscaler) .*");
    assertThat(run.exitCode())
        .isEqualTo(
            run.out().contains("  broken ")
                ? ExitCode.DIFFERS
                : endSeen ? ExitCode.OK : ExitCode.NO_ANSWER);
    assertThat(cluster.api.methods()).containsOnly("GET");
  }

  @Test
  void aModelServerOfTheOperatorIsFoundByApiDiscovery() {
    // GIVEN
    ObjectNode autoscaler = FakeQuickstart.autoscaler("True", "ValidMetricFound", "");
    autoscaler
        .withObject("/spec/scaleTargetRef")
        .put("apiVersion", "intel.com/v1alpha1")
        .put("kind", "ModelServer");
    cluster.api.list(FakeQuickstart.AUTOSCALERS, List.of(autoscaler));
    cluster.api.answer(
        "/apis/intel.com/v1alpha1",
        FakeQuickstart.parse("{'resources':[{'name':'servers','kind':'ModelServer'}]}"));
    cluster.api.answer(
        "/apis/intel.com/v1alpha1/namespaces/serving/servers/resnet/scale",
        FakeQuickstart.parse("{'spec':{'replicas':2},'status':{'selector':'a=b'}}"));
    cluster.api.remove(FakeQuickstart.SCALE);

    // THEN
    assertThat(doctor().out()).contains("  ok       pods        2 of 2 ready\n");
  }

  @Test
  void kedaAutoscalersOnOtherMetricsAreNotChecked() {
    KedaFault.KEDA_IS_WELL.befall(cluster);
    cluster.api.answer(
        "/apis/keda.sh/v1alpha1/namespaces/serving/scaledobjects/resnet",
        FakeQuickstart.parse("{'spec':{'triggers':[{'type':'cron','metadata':{}}]}}"));

    assertThat(doctor().exitCode()).isEqualTo(ExitCode.WRONG_USE);
  }

  @Test
  void everyDiagnosisOccursForSomeFault() throws IOException {
    Set<String> made = new TreeSet<>();
    try (Stream<Path> reports = Files.list(Path.of("src", "test", "resources", "doctor"))) {
      for (Path report : reports.toList()) {
        Matcher diagnosis = DIAGNOSIS.matcher(Files.readString(report));
        if (diagnosis.find()) {
          made.add(diagnosis.group(1));
        }
      }
    }

    assertThat(made)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Diagnosis.values()).map(Diagnosis::id).toList());
  }

  @Test
  void hopsAfterTheFirstBrokenOneAreNotChecked() {
    Fault.NOT_SCRAPED.befall(cluster);
    Fault.RULE_MISSING.befall(cluster);

    JsonNode report = FakeQuickstart.parse(doctor("--json").out());

    List<String> states = new ArrayList<>();
    report
        .at("/0/hops")
        .forEach(hop -> states.add(hop.path("hop").asText() + " " + hop.path("state").asText()));
    assertThat(states)
        .containsExactly(
            "pods ok",
            "metrics ok",
            "scraped broken",
            "series -",
            "apiservice -",
            "listed -",
            "values -",
            "autoscaler -");
    assertThat(report.at("/0/hops/2/diagnosis").asText()).isEqualTo("not-scraped");
    assertThat(report.at("/0/hops/2/actions")).isNotEmpty();
  }

  @Test
  void prometheusMayBeQueriedDirectly() {
    // GIVEN
    String elsewhere = "/elsewhere/api/v1";
    cluster.api.answer(elsewhere + "/targets", FakeQuickstart.targets("up", ""));
    cluster.api.answer(elsewhere + "/query", FakeQuickstart.result("1", "{'pod':'resnet-a'}"));
    cluster.api.unreachable(FakeQuickstart.TARGETS, "dial tcp 10.2.0.1:9090: i/o timeout");

    // THEN
    assertThat(doctor().out())
        .contains(
            "  unseen   scraped     no response from Service monitoring/prometheus, port 9090: error"
                + " trying to reach service: dial tcp 10.2.0.1:9090: i/o timeout; NetworkPolicies"
                + " may block the API server, so query it directly: kubectl port-forward --namespace monitoring service/prometheus 9090:9090, and doctor"
                + " --prometheus http://localhost:9090\n");
    assertThat(doctor("--prometheus", cluster.api.url() + "/elsewhere/").out())
        .contains("  ok       scraped     2 of 2 up in " + cluster.api.url() + "/elsewhere\n");
  }

  @Test
  void anAutoscalerIsFoundByNameWithAnyMetricName() {
    cluster.api.list(
        "/apis/autoscaling/v2/namespaces/serving/horizontalpodautoscalers",
        List.of(FakeQuickstart.autoscaler("True", "ValidMetricFound", "")));

    assertThat(doctor("resnet-autoscaler", "-n", "serving").exitCode()).isEqualTo(ExitCode.OK);
    Run none = doctor("resnet", "-n", "serving");
    assertThat(none.exitCode()).isEqualTo(ExitCode.WRONG_USE);
    assertThat(none.err())
        .isEqualTo(
            "There is no HorizontalPodAutoscaler \"resnet\" in namespace \"serving\" that scales on"
                + " a Pods metric; there are serving/resnet-autoscaler.\n");
  }

  private Run doctor(String... arguments) {
    List<String> words = new ArrayList<>(List.of("doctor"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--kubeconfig", cluster.api.kubeconfig(directory).toString()));
    return Run.of(words.toArray(String[]::new));
  }
}
