package io.github.cdk8sovms.acceptance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.GitOpsCases;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * In which order Argo CD applies what is emitted: by wave, then by kind. From the first wave on it
 * waits until all of a wave is healthy, and a sync fails if something of it is Degraded; only what
 * is in the last wave may be Degraded for a while.
 *
 * @see <a
 *     href="https://github.com/argoproj/argo-cd/blob/v3.5.7/gitops-engine/pkg/sync/sync_context.go">
 *     sync_context.go, sync_tasks.go</a>
 */
class ArgoOrderTest {
  private static final String WAVE = "argocd.argoproj.io/sync-wave";
  private static final String HOOK = "argocd.argoproj.io/hook";

  /** The part of the order of kinds that matters here. */
  private static final List<String> KINDS =
      List.of(
          "Namespace",
          "NetworkPolicy",
          "PodDisruptionBudget",
          "ServiceAccount",
          "ConfigMap",
          "PersistentVolumeClaim",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "Service",
          "DaemonSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "APIService");

  private static final List<Manifest> QUICKSTART =
      Manifest.of(Repository.read(Repository.DIST.resolve("quickstart.k8s.yaml")));

  @Test
  void everyObjectOfTheQuickstartIsInAWave() {
    assertThat(QUICKSTART).allMatch(object -> !annotation(object, WAVE).isEmpty());
  }

  @Test
  void autoscalersComeLastAndAloneForTheyAreDegradedAtFirst() {
    List<Manifest> order = inOrder(QUICKSTART);
    int last = wave(order.get(order.size() - 1));

    assertThat(order)
        .filteredOn(object -> wave(object) == last)
        .extracting(Manifest::kind)
        .containsOnly("HorizontalPodAutoscaler");
    assertThat(order)
        .filteredOn(object -> wave(object) < last)
        .extracting(Manifest::kind)
        .doesNotContain("HorizontalPodAutoscaler");
  }

  /** A node that cannot pull would fail the sync in any other wave, and an HPA in this one. */
  @Test
  void prepulledImagesAreInTheLastWaveWithAutoscalers() {
    List<Manifest> objects = Manifest.of(Cases.all().get("argo-waves-prepull"));
    int last = objects.stream().mapToInt(ArgoOrderTest::wave).max().orElseThrow();

    assertThat(objects)
        .filteredOn(object -> wave(object) == last)
        .extracting(Manifest::kind)
        .containsExactlyInAnyOrder("DaemonSet", "HorizontalPodAutoscaler");
  }

  @Test
  void theRegistrationWaitsForTheAdapterAndAutoscalersForTheRegistration() {
    assertWaits("APIService", "Deployment/prometheus-adapter");
    assertWaits("HorizontalPodAutoscaler", "APIService/v1beta1.custom.metrics.k8s.io");
    assertWaits("HorizontalPodAutoscaler", "APIService/v1beta2.custom.metrics.k8s.io");
    assertWaits("HorizontalPodAutoscaler", "Deployment/resnet");
  }

  @Test
  void aStoreIsFilledBeforeItsServersAndItsClaimDoesNotWaitForAPodOfALaterWave() {
    List<Manifest> objects = Manifest.of(GitOpsCases::wavesWithStore);
    Manifest claim = Manifest.find(objects, "PersistentVolumeClaim", "llms");
    Manifest server = Manifest.find(objects, "Deployment", "chat");
    Manifest job =
        objects.stream().filter(each -> each.kind().equals("Job")).findFirst().orElseThrow();

    assertThat(annotation(job, HOOK)).isEmpty();
    assertThat(wave(job)).isEqualTo(wave(claim)).isLessThan(wave(server));
  }

  @Test
  void whatAPodNeedsIsThereBeforeIt() {
    for (String needed :
        List.of("ServiceAccount", "ConfigMap", "NetworkPolicy", "RoleBinding", "Namespace")) {
      QUICKSTART.stream()
          .filter(object -> object.kind().equals(needed))
          .forEach(object -> assertWaits("Deployment", needed + "/" + object.name()));
    }
  }

  /** Otherwise the waves would be for nothing. */
  @Test
  void withoutWavesAutoscalersComeBeforeTheRegistration() {
    List<String> kinds =
        QUICKSTART.stream()
            .map(Manifest::kind)
            .sorted(Comparator.comparing(KINDS::indexOf))
            .distinct()
            .toList();

    assertThat(kinds.indexOf("HorizontalPodAutoscaler")).isLessThan(kinds.indexOf("APIService"));
  }

  @Test
  void namespacesAreNeitherPrunedNorDeletedWithTheApplication() {
    assertThat(QUICKSTART)
        .filteredOn(object -> object.kind().equals("Namespace"))
        .hasSize(2)
        .allMatch(
            object ->
                annotation(object, "argocd.argoproj.io/sync-options")
                    .equals("Prune=false,Delete=false"));
  }

  @Test
  void aSyncNeverMakesLoad() {
    List<Manifest> objects = Manifest.of(Cases.all().get("argo-waves"));

    assertThat(annotation(Manifest.find(objects, "Job", "load"), HOOK)).isEqualTo("Skip");
  }

  @Test
  void customResourcesWithoutTheirKindDoNotFailTheTrialRun() {
    Predicate<Manifest> custom =
        object ->
            object.tree().path("apiVersion").asText().matches(".*\\.(coreos|intel|cert-manager).*")
                || object.tree().path("apiVersion").asText().matches("(intel|cert-manager)\\..*");

    assertThat(Manifest.of(Cases.all().get("argo-waves-operators")))
        .filteredOn(custom)
        .hasSize(7)
        .allMatch(
            object ->
                annotation(object, "argocd.argoproj.io/sync-options")
                    .equals("SkipDryRunOnMissingResource=true"));
  }

  private static void assertWaits(String kind, String needed) {
    Manifest first =
        Manifest.find(QUICKSTART, needed.substring(0, needed.indexOf('/')), nameOf(needed));
    assertThat(QUICKSTART)
        .filteredOn(object -> object.kind().equals(kind))
        .isNotEmpty()
        .allMatch(object -> wave(object) > wave(first), "in a wave after " + needed);
  }

  private static String nameOf(String object) {
    return object.substring(object.indexOf('/') + 1);
  }

  private static List<Manifest> inOrder(List<Manifest> objects) {
    return objects.stream()
        .sorted(
            Comparator.comparingInt(ArgoOrderTest::wave)
                .thenComparing(object -> KINDS.indexOf(object.kind())))
        .toList();
  }

  private static int wave(Manifest object) {
    String wave = annotation(object, WAVE);
    return wave.isEmpty() ? 0 : Integer.parseInt(wave);
  }

  private static String annotation(Manifest object, String key) {
    return object.tree().at("/metadata/annotations").path(key).asText();
  }
}
