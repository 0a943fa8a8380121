package io.github.cdk8sovms.acceptance.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.ServiceTime;
import io.github.cdk8sovms.emulator.Timeline;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kit.Starter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the tutorial: what it writes, what it needs, and the commands around it. */
class StarterTest {
  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  /**
   * Input of resnet50-binary-0001.
   *
   * @see <a
   *     href="https://github.com/openvinotoolkit/open_model_zoo/blob/master/models/intel/resnet50-binary-0001/model.yml">model.yml</a>
   */
  private static final String INPUT =
      "{\"name\":\"0\",\"datatype\":\"FP32\",\"shape\":[1,3,224,224]";

  @TempDir private static Path directory;
  private static Starter starter;

  @BeforeAll
  static void run() {
    starter = Starter.run(directory);
  }

  @Test
  void theTutorialShowsTheProgram() {
    assertThat(Page.TUTORIAL.block("java", "class Shop"))
        .isEqualTo(Repository.read(Starter.PROGRAM));
  }

  @Test
  void theReadmeShowsTheBodyOfTheProgram() {
    String shown = Page.README.block("java", "OvmsModelServer resnet");

    assertThat(Repository.read(Starter.PROGRAM))
        .contains(shown.indent(4).replaceAll("(?m)^ +$", ""));
  }

  @Test
  void theReadmeHasTheCommandsOfTheTutorial() {
    List<String> cluster = Page.README.block("sh", "kubectl ").lines().toList();

    assertThat(Page.TUTORIAL.commands()).containsSubsequence(cluster);
    assertThat(cluster).anyMatch(line -> line.startsWith("curl "));
    assertThat(cluster).anyMatch(line -> line.contains("horizontalpodautoscaler"));
  }

  @Test
  void theReadmeNamesTheProcessorsThatTheTutorialNeeds() {
    assertThat(words(Page.TUTORIAL.text(), "to start; (\\d+) CPU"))
        .isEqualTo(words(Page.README.text(), "cluster with (\\d+) CPU"));
  }

  @Test
  void itWritesAsManyObjectsAsTheTutorialSays() {
    Map<String, Integer> said =
        Pattern.compile("`dist/(\\w+)\\.k8s\\.yaml`, (\\d+) objects")
            .matcher(Page.TUTORIAL.text())
            .results()
            .collect(
                Collectors.toMap(
                    found -> found.group(1), found -> Integer.valueOf(found.group(2))));

    assertThat(said).containsOnlyKeys("shop", "load");
    said.forEach((chart, count) -> assertThat(starter.objects(chart)).as(chart).hasSize(count));
    assertThat(starter.objects("shop"))
        .filteredOn(object -> object.kind().equals("Namespace"))
        .extracting(Manifest::name)
        .containsExactly("serving", "monitoring");
  }

  @Test
  void itNeedsNoSecretAndNoBucket() {
    String yaml = starter.yaml("shop") + starter.yaml("load");

    assertThat(yaml).doesNotContain("secretKeyRef", "secretName", "imagePullSecrets", "s3://");
    assertThat(starter.objects("shop")).extracting(Manifest::kind).doesNotContain("Secret");
  }

  @Test
  void theTutorialSaysWhatTheClusterNeeds() {
    List<Manifest> shop = starter.objects("shop");
    int most =
        Manifest.find(shop, "HorizontalPodAutoscaler", "resnet-autoscaler")
            .tree()
            .at("/spec/maxReplicas")
            .asInt();
    List<Manifest> all = Stream.concat(shop.stream(), starter.objects("load").stream()).toList();

    assertThat(Page.TUTORIAL.text())
        .contains(
            "- %s CPU and %sMi of memory to start; %s CPU and %sMi with three"
                .formatted(
                    requests(shop, "cpu", 1).stripTrailingZeros().toPlainString(),
                    mebibytes(requests(shop, "memory", 1)),
                    requests(all, "cpu", most).stripTrailingZeros().toPlainString(),
                    // Rounded up to tens.
                    mebibytes(requests(all, "memory", most)).add(BigDecimal.valueOf(9)).intValue()
                        / 10
                        * 10),
            "a default StorageClass, for a volume of %s;"
                .formatted(
                    Manifest.find(shop, "StatefulSet", "prometheus")
                        .tree()
                        .at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage")
                        .asText()));
    assertThat(most).isEqualTo(3);
  }

  @Test
  void theTutorialNamesEveryHostThatIsAccessed() {
    String yaml = starter.yaml("shop") + starter.yaml("load");
    Set<String> hosts =
        Pattern.compile("image: ([^/\\s]+)/|https://([^/\\s]*storage[^/\\s]*)/")
            .matcher(yaml)
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .collect(Collectors.toSet());

    List<String> said =
        List.of(words(Page.TUTORIAL.text(), "(?m)^- access to (.*)$").get(0).split(", | and "));
    assertThat(said).containsExactlyInAnyOrderElementsOf(hosts);
  }

  @Test
  void everyNamespaceComesBeforeWhatIsInIt() {
    Set<String> known = new HashSet<>();
    for (Manifest object : starter.objects("shop")) {
      if (object.kind().equals("Namespace")) {
        known.add(object.name());
      }
      if (!object.namespace().isEmpty() && !object.namespace().equals("kube-system")) {
        assertThat(known).as(object.text()).contains(object.namespace());
      }
    }
    assertThat(known).hasSize(2);
  }

  @Test
  void theCommandsNameWhatIsWritten() {
    List<String> commands =
        Page.TUTORIAL.blocks("sh").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("kubectl "))
            .toList();
    List<Manifest> all =
        Stream.concat(starter.objects("shop").stream(), starter.objects("load").stream()).toList();
    List<String> named = new ArrayList<>();

    for (String command : commands) {
      words(command, "-f (\\S+)")
          .forEach(file -> assertThat(directory.resolve(file)).as(command).exists());
      words(command, "(?<= )((?:deployment|service|job|apiservice)/\\S+)").forEach(named::add);
    }

    assertThat(named)
        .containsExactly(
            "deployment/resnet",
            "apiservice/v1beta2.custom.metrics.k8s.io",
            "service/resnet",
            "job/load");
    for (String object : named) {
      String[] parts = object.split("/");
      Manifest found =
          all.stream()
              .filter(each -> each.kind().equalsIgnoreCase(parts[0]))
              .filter(each -> each.name().equals(parts[1]))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no " + object));
      assertThat(found.namespace()).isIn("serving", "");
    }
  }

  @Test
  void theRequestIsAnsweredByTheServerThatIsWritten() throws Exception {
    String block = Page.TUTORIAL.block("sh", "curl ");
    InetAddress address = InetAddress.getByName("127.81.4.9");
    try (Timeline time = Timeline.real(1);
        OvmsPod pod =
            OvmsPod.start(
                "resnet-0",
                StarterServer.of(starter),
                address,
                PodTimes.of(ServiceTime.constant(Duration.ofMillis(25))),
                time)) {
      String script =
          block.substring(block.indexOf("json=")).replace("localhost", address.getHostAddress());

      Command run = Command.run(directory, List.of("sh", "-ec", script));

      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output())
          .contains("\"model_name\":\"resnet50\"")
          .containsPattern("\n200 after \\d+\\.\\d+ s");
      assertThat(pod.metrics())
          .containsPattern("ovms_requests_success\\{[^}]*method=\"ModelInfer\"[^}]*} 1\n");
    }
  }

  @Test
  void theRequestIsTheOneOfTheLoadTest() {
    String json = words(Page.TUTORIAL.block("sh", "curl "), "json='([^']*)'").get(0);

    assertThat(json).contains(INPUT);
    assertThat(Manifest.parse(json)).isEqualTo(Manifest.parse(starter.loadFile("request.json")));
  }

  /** What the scheduler must find for all pods, with this number of model server pods. */
  private static BigDecimal requests(List<Manifest> objects, String resource, int servers) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Manifest object : objects) {
      JsonNode pod = object.tree().at("/spec/template/spec");
      if (!pod.isMissingNode()) {
        boolean isServer = object.name().equals("resnet");
        int replicas = isServer ? servers : object.tree().at("/spec/replicas").asInt(1);
        sum = sum.add(ofPod(pod, resource).multiply(BigDecimal.valueOf(replicas)));
      }
    }
    return sum;
  }

  /** Containers run together; init containers before them, one after the other. */
  private static BigDecimal ofPod(JsonNode pod, String resource) {
    BigDecimal together = BigDecimal.ZERO;
    for (JsonNode container : pod.path("containers")) {
      together = together.add(request(container, resource));
    }
    BigDecimal most = together;
    for (JsonNode container : pod.path("initContainers")) {
      most = most.max(request(container, resource));
    }
    return most;
  }

  private static BigDecimal request(JsonNode container, String resource) {
    return Quantity.of(container.at("/resources/requests/" + resource).asText()).amount();
  }

  private static BigDecimal mebibytes(BigDecimal bytes) {
    return bytes.divide(MEBIBYTE).setScale(0, RoundingMode.UNNECESSARY);
  }

  private static List<String> words(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.results().map((MatchResult found) -> found.group(1)).toList();
  }
}
