package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.Reported;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import software.constructs.IConstruct;
import software.constructs.Node;

/**
 * One place with one text after another. A text that is refused leaves nothing behind, so that the
 * next is tried on the same chart: most texts are refused, and most of a program is the same.
 */
final class HostileAttempts {
  private static final String HARMLESS = "harmless";

  /** What derives from a text other than by holding it. */
  private static final String HASH = "cdk8s-ovms/config-hash";

  private final HostilePlace place;
  private App app;

  /** Of the app and its charts: they are asked for before each text. */
  private List<Node> nodes;

  private Consumer<String> program;
  private int children;

  HostileAttempts(HostilePlace place) {
    this.place = place;
    startAnew();
  }

  /** The documents with a harmless text in the place. */
  List<String> harmless() {
    startAnew();
    program.accept(HARMLESS);
    String yaml = app.synthYaml();
    assertThat(yaml).as("the harmless text is somewhere").contains(HARMLESS);
    return documents(yaml);
  }

  /** The findings; none if the text is taken. */
  List<Finding> reported(String text) {
    if (children() != children) {
      startAnew();
    }
    return Reported.building(
        () -> {
          program.accept(text);
          return text;
        });
  }

  /** Whether the text that was taken last is emitted in place of the harmless one only. */
  boolean isKept(String text, List<String> harmless) {
    List<String> documents = documents(app.synthYaml());
    if (documents.size() != harmless.size()) {
      return false;
    }
    for (int i = 0; i < documents.size(); i++) {
      if (!isKept(text, documents.get(i), harmless.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKept(String text, String document, String harmless) {
    if (document.equals(harmless) && !harmless.contains(HARMLESS)) {
      return true;
    }
    try {
      return comparable(document).equals(Trees.replace(comparable(harmless), HARMLESS, text));
    } catch (UncheckedIOException | AssertionError notYaml) {
      return false;
    }
  }

  /** Only a separator begins a line with three hyphens: whatever a text holds is indented. */
  private static List<String> documents(String yaml) {
    return List.of(yaml.split("(?m)^---\n"));
  }

  /** The object, with the files of a ConfigMap parsed as well. */
  private static JsonNode comparable(String document) {
    JsonNode object = Kubelet.expanded(Trees.parse(document));
    Map<String, JsonNode> files = new LinkedHashMap<>();
    object
        .path("data")
        .properties()
        .forEach(file -> files.put(file.getKey(), parsed(file.getKey(), file.getValue())));
    if (object.path("kind").asText().equals("Job")) {
      ObjectNode metadata = (ObjectNode) object.path("metadata");
      metadata.put("name", metadata.path("name").asText().replaceFirst("-[0-9a-f]{8}$", ""));
    }
    object
        .findValues("httpGet")
        .forEach(probe -> ((ObjectNode) probe).put("path", decoded(probe.path("path").asText())));
    return Trees.without(Trees.with(object, "data", files), HASH);
  }

  /** The name of a model is percent-encoded in the path of a probe. */
  private static String decoded(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** A script, a definition of messages and a graph are compared as they are. */
  private static JsonNode parsed(String name, JsonNode file) {
    return name.matches(".*\\.(js|proto|pbtxt)") ? file : Trees.parse(file.asText());
  }

  private void startAnew() {
    app = new App();
    Chart chart = new Chart(app, "shop");
    program = place.in(chart);
    nodes =
        Stream.concat(Stream.of(app), app.getNode().getChildren().stream())
            .map(IConstruct::getNode)
            .toList();
    children = children();
  }

  private int children() {
    return nodes.stream().mapToInt(node -> node.getChildren().size()).sum();
  }
}
