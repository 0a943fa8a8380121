package io.github.cdk8sovms.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The permissions of each service account, queried from the API server, beyond those of any service
 * account may. That it is enough, the tests of the whole chain show: there it is all that the
 * programs have.
 */
class ServiceAccountsTest {
  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(ControlPlane.Settings.DEFAULT);

  @BeforeAll
  static void prepare() {
    KnownKinds.install(CONTROL_PLANE.get().api(), CONTROL_PLANE.get()::diagnosis);
    Examples.of("quickstart").applyTo(CONTROL_PLANE.get());
    Examples.of("blog-recipe").applyTo(CONTROL_PLANE.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "blog-recipe"})
  void serviceAccountsMayDoWhatIsListedAndNothingElse(String app) {
    StringBuilder rights = new StringBuilder();
    for (JsonNode account : Examples.of(app).ofKind("ServiceAccount")) {
      rights.append(Application.title(account)).append('\n');
      for (String namespace : namespaces()) {
        List<String> own = rules(account, namespace);
        own.removeAll(rulesOfAny(account, namespace));
        rights.append("  in ").append(namespace).append(own.isEmpty() ? ": nothing\n" : ":\n");
        own.forEach(rule -> rights.append("    ").append(rule).append('\n'));
      }
    }
    Golden.check(
        Repository.RESOURCES.resolve("control-plane/" + app + "-rights.txt"), rights.toString());
  }

  private static List<String> namespaces() {
    List<String> names = new ArrayList<>();
    for (JsonNode namespace : CONTROL_PLANE.get().api().list("/api/v1/namespaces")) {
      names.add(namespace.at("/metadata/name").asText());
    }
    return names.stream().sorted().toList();
  }

  private static List<String> rules(JsonNode account, String namespace) {
    return rules(
        account.at("/metadata/namespace").asText(),
        account.at("/metadata/name").asText(),
        namespace);
  }

  /** Those of an account beside it without any binding. */
  private static List<String> rulesOfAny(JsonNode account, String namespace) {
    return rules(account.at("/metadata/namespace").asText(), "unbound", namespace);
  }

  private static List<String> rules(String ownNamespace, String name, String namespace) {
    JsonNode review =
        CONTROL_PLANE
            .get()
            .api()
            .asServiceAccount(ownNamespace, name)
            .create(
                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                Map.of(
                    "apiVersion",
                    "authorization.k8s.io/v1",
                    "kind",
                    "SelfSubjectRulesReview",
                    "spec",
                    Map.of("namespace", namespace)));
    TreeSet<String> rules = new TreeSet<>();
    for (JsonNode rule : review.at("/status/resourceRules")) {
      rules.add(
          "%s of %s in %s%s"
              .formatted(
                  words(rule.path("verbs")),
                  words(rule.path("resources")),
                  words(rule.path("apiGroups")),
                  rule.has("resourceNames") ? ", only " + words(rule.path("resourceNames")) : ""));
    }
    for (JsonNode rule : review.at("/status/nonResourceRules")) {
      rules.add(words(rule.path("verbs")) + " of " + words(rule.path("nonResourceURLs")));
    }
    return new ArrayList<>(rules);
  }

  private static String words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asText().isEmpty() ? "core" : word.asText()));
    return String.join(", ", words);
  }
}
