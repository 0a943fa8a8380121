package io.github.cdk8sovms.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cluster.ApiClient;
import io.github.cdk8sovms.cluster.ApiException;
import io.github.cdk8sovms.cluster.Application;
import io.github.cdk8sovms.cluster.Await;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ControlPlaneExtension;
import io.github.cdk8sovms.kit.EmittedKind;
import io.github.cdk8sovms.kit.Golden;
import io.github.cdk8sovms.kit.GoldenCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real API server takes every manifest as it is, with strict validation and restricted Pod
 * Security; and GitOps finds nothing to correct afterwards.
 */
class AdmissionTest {
  @RegisterExtension
  static final ControlPlaneExtension CONTROL_PLANE =
      new ControlPlaneExtension(ControlPlane.Settings.DEFAULT);

  /** Nothing else is in it, so that what a test before has stored forbids no change. */
  private static final String EMPTY = "golden";

  private static final Set<String> ROUTES = Set.of("HTTPRoute", "GRPCRoute", "Ingress");

  @BeforeAll
  static void prepare() {
    KnownKinds.install(CONTROL_PLANE.get().api(), CONTROL_PLANE.get()::diagnosis);
    KnownKinds.installPinned(CONTROL_PLANE.get().api(), CONTROL_PLANE.get()::diagnosis);
    CONTROL_PLANE
        .get()
        .api()
        .apply(
            Manifest.parse(
                "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels:".formatted(EMPTY)
                    + " {pod-security.kubernetes.io/warn: restricted}}}"));
    CONTROL_PLANE
        .get()
        .api()
        .patch(
            "/api/v1/namespaces/default",
            Map.of(
                "metadata",
                Map.of("labels", Map.of("pod-security.kubernetes.io/enforce", "restricted"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "blog-recipe", "gpu-fleet", "chat", "kserve"})
  void manifestIsAdmittedWithoutAWarningAndStaysAsItWasEmitted(String app) {
    // GIVEN
    ApiClient api = CONTROL_PLANE.get().api();
    Application application = Examples.of(app);

    // WHEN
    List<StoredObject> first =
        application.objects().stream()
            .map(object -> new StoredObject(object, api.apply(object)))
            .toList();

    // THEN
    assertThat(api.warnings()).isEmpty();
    application.ofKind("Deployment").forEach(AdmissionTest::awaitPods);
    application.ofKind("StatefulSet").forEach(AdmissionTest::awaitPods);
    first.forEach(AdmissionTest::assertSecondApplyChangesNothing);
    StringBuilder defaults = new StringBuilder();
    for (JsonNode object : application.objects()) {
      StoredObject now = new StoredObject(object, api.get(api.pathOf(object)));
      assertThat(now.drift()).as(Application.title(object)).isEmpty();
      defaults.append(Application.title(object)).append('\n');
      now.defaults().forEach(line -> defaults.append("  ").append(line).append('\n'));
    }
    Golden.check(
        Repository.RESOURCES.resolve("control-plane/" + app + "-defaults.txt"),
        defaults.toString());
  }

  /** With the CEL rules of Gateway API, which schemas do not have. */
  @ParameterizedTest
  @ValueSource(strings = {"exposure-gateway", "exposure-every-option", "exposure-ingress"})
  void routesAreAdmittedWithoutAWarning(String golden) {
    ApiClient api = CONTROL_PLANE.get().api();
    api.apply(Manifest.parse("{apiVersion: v1, kind: Namespace, metadata: {name: serving}}"));
    List<JsonNode> routes =
        GoldenCases.files(golden).stream()
            .map(file -> Manifest.parse(Repository.read(file)))
            .filter(object -> ROUTES.contains(object.path("kind").asText()))
            .toList();

    assertThat(routes).isNotEmpty();
    for (JsonNode route : routes) {
      StoredObject stored = new StoredObject(route, api.apply(route));
      assertThat(stored.drift()).as(Application.title(route)).isEmpty();
    }
    assertThat(api.warnings()).isEmpty();
  }

  static List<EmittedKind> kinds() {
    return EmittedKind.all();
  }

  /** Each stored object of each golden case, with the rules that schemas do not have. */
  @ParameterizedTest
  @MethodSource("kinds")
  void everyEmittedObjectIsValid(EmittedKind kind) {
    ApiClient api = CONTROL_PLANE.get().api();
    int before = api.warnings().size();
    List<String> refused = new ArrayList<>();

    for (JsonNode object : kind.objects()) {
      try {
        api.validate(inEmptyNamespace(api, object));
      } catch (ApiException e) {
        refused.add(Application.title(object) + ": " + e.getMessage());
      }
    }

    assertThat(refused).isEmpty();
    List<String> warnings = api.warnings();
    assertThat(warnings.subList(before, warnings.size())).isEmpty();
  }

  /** Otherwise a definition that takes everything would say nothing. */
  @ParameterizedTest
  @MethodSource("kinds")
  void anUnknownFieldIsRefused(EmittedKind kind) {
    ApiClient api = CONTROL_PLANE.get().api();
    ObjectNode object = inEmptyNamespace(api, kind.objects().get(0));
    object.put("unknownField", "a");

    assertThatThrownBy(() -> api.validate(object))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("unknownField");
  }

  private static ObjectNode inEmptyNamespace(ApiClient api, JsonNode object) {
    ObjectNode copy = object.deepCopy();
    if (api.isNamespaced(object)) {
      ((ObjectNode) copy.path("metadata")).put("namespace", EMPTY);
    }
    return copy;
  }

  /**
   * Pods are admitted later than what they are made from, and refused without a trace there. Those
   * of an app before may be left beside new ones that wait for a Secret of cert-manager's.
   */
  private static void awaitPods(JsonNode workload) {
    ApiClient api = CONTROL_PLANE.get().api();
    Await.until(
        "the pods of " + Application.title(workload) + " made",
        Duration.ofMinutes(1),
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode stored = api.get(api.pathOf(workload));
          JsonNode status = stored.path("status");
          return Await.Look.when(
              status.path("replicas").asInt() >= stored.at("/spec/replicas").asInt()
                  && status.path("updatedReplicas").asInt() > 0
                  && status.path("observedGeneration").equals(stored.at("/metadata/generation")),
              status.toString());
        });
  }

  private static void assertSecondApplyChangesNothing(StoredObject first) {
    ApiClient api = CONTROL_PLANE.get().api();
    JsonNode emitted = first.emitted();
    // Controllers write into the same objects, so the version may move between two requests.
    Await.until(
        "a second apply of " + Application.title(emitted) + " without effect",
        Duration.ofSeconds(30),
        CONTROL_PLANE.get()::diagnosis,
        () -> {
          JsonNode before = api.get(api.pathOf(emitted));
          JsonNode after = api.apply(emitted);
          return Await.Look.when(
              version(before).equals(version(after)), "from " + before + " to " + after);
        });
    StoredObject second = new StoredObject(emitted, api.get(api.pathOf(emitted)));
    assertThat(second.ownFields()).as(Application.title(emitted)).isEqualTo(first.ownFields());
  }

  private static String version(JsonNode object) {
    return object.at("/metadata/resourceVersion").asText();
  }
}
