package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.serving.StartBudget.Basis;
import io.github.cdk8sovms.serving.StartBudget.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stages of one server's start, and what is assumed about them.
 *
 * @param stages that the start has
 * @param assumed durations of stages that the user need not state
 */
record StartStages(Set<StartStage> stages, Map<StartStage, Term> assumed) {
  /**
   * Kubernetes' objective for the start of a pod is 5 seconds at the 99th percentile, without
   * pulling images and init containers; the scheduler's part of it is below a second.
   *
   * @see <a
   *     href="https://github.com/kubernetes/community/blob/master/sig-scalability/slos/pod_startup_latency.md">Pod
   *     startup latency</a>
   */
  private static final List<Term> OF_KUBERNETES =
      List.of(assumed(StartStage.SCHEDULE, 0, 1), assumed(StartStage.NODE, 1, 4));

  /**
   * The period of the startup probe, 1 second; its success triggers the readiness probe at once.
   * The endpoint is in the Service's EndpointSlice within another second.
   */
  private static final Term PROBE_OF_EVERY_SECOND = assumed(StartStage.PROBE, 1, 2);

  StartStages {
    stages = Set.copyOf(stages);
    assumed = Map.copyOf(assumed);
  }

  /** The probes are those of this library, and KServe fetches a model in an init container, too. */
  static StartStages of(ServerSpec spec) {
    List<Term> assumed = new ArrayList<>(OF_KUBERNETES);
    assumed.add(PROBE_OF_EVERY_SECOND);
    return of(spec.servables(), assumed);
  }

  /** The operator writes the probes, so their periods are unknown. */
  static StartStages underOperator(ServerSpec spec) {
    return of(spec.servables(), OF_KUBERNETES);
  }

  private static StartStages of(List<Servable> servables, List<Term> assumed) {
    Set<StartStage> stages = EnumSet.allOf(StartStage.class);
    if (servables.stream().noneMatch(each -> isFetched(each.source()))) {
      stages.remove(StartStage.FETCH);
    }
    Map<StartStage, Term> byStage = new EnumMap<>(StartStage.class);
    assumed.forEach(term -> byStage.put(term.stage(), term));
    return new StartStages(stages, byStage);
  }

  /**
   * Returns the stages in the server's container, in order: those that its startup timeout covers.
   */
  static Set<StartStage> inServer(List<Servable> servables) {
    Set<StartStage> stages = EnumSet.of(StartStage.LOAD);
    if (servables.stream().anyMatch(each -> each.source() instanceof CloudStorage)) {
      stages.add(StartStage.FETCH);
    }
    return stages;
  }

  StartBudget budget(StartTimes stated) {
    List<Term> terms = new ArrayList<>();
    List<StartStage> notStated = new ArrayList<>();
    for (StartStage stage : StartStage.values()) {
      List<Term> given = stated.terms().stream().filter(term -> term.stage() == stage).toList();
      if (!given.isEmpty()) {
        terms.addAll(given);
      } else if (assumed.containsKey(stage)) {
        terms.add(assumed.get(stage));
      } else if (stages.contains(stage) && stage != StartStage.WARM_UP) {
        notStated.add(stage);
      }
    }
    return new StartBudget(terms, notStated);
  }

  private static boolean isFetched(ModelSource source) {
    return source instanceof CloudStorage
        || source instanceof HttpsFiles
        || source instanceof StoredModel;
  }

  private static Term assumed(StartStage stage, int typical, int worst) {
    return new Term(stage, Duration.ofSeconds(typical), Duration.ofSeconds(worst), Basis.ASSUMED);
  }
}
