package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.StartStage;
import io.github.cdk8sovms.internal.values.Durations;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.Environment;
import io.github.cdk8sovms.kubernetes.internal.PodAdditions;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * What KServe cannot do, or does otherwise than a Deployment.
 *
 * @param spec the server
 * @param isRestricted whether its namespace is created here, and admits restricted pods only
 */
record KServeLimits(KServeModelServerSpec spec, boolean isRestricted) {
  /** KServe evaluates what follows as a template of Go, in all texts of the container. */
  private static final String TEMPLATE = "{{";

  /** The deadline of a Deployment, for which an InferenceService has no field. */
  private static final Duration PROGRESS = Duration.ofMinutes(10);

  void check(Findings findings) {
    String name = spec.server().placement().identity().name();
    Names.checkRoom(
        findings,
        "name",
        name,
        KServeModelServerSpec.LABEL_PREFIX.length() + KServeModelServerSpec.PREDICTOR.length(),
        "KServe labels pods with \"isvc.\", the name and \"-predictor\"");
    List<Servable> servables = spec.server().servables();
    findings.require(
        servables.size() <= 1,
        FindingCode.KSERVE_CANNOT_EXPRESS,
        "model",
        quote(servables.stream().map(Servable::name).toList())
            + " are several models, and an InferenceService serves one: it has one storageUri",
        "Write a KServeModelServer for each model, or serve them from one OvmsModelServer.");
    if (servables.isEmpty()) {
      return;
    }
    Servable model = spec.model();
    spec.storage().check(model.in(findings));
    checkTexts(findings);
    checkStart(findings);
    findings.require(
        !isRestricted || !spec.storage().isDownloaded(),
        FindingCode.KSERVE_INITIALIZER,
        "source",
        quote(spec.storage().isDownloaded() ? spec.storage().uri() : "")
            + " is downloaded by an init container of KServe without a security context, and the"
            + " namespace admits restricted pods only",
        "Set its securityContext in the ClusterStorageContainer \"default\", or use a volume claim"
            + " or an image.");
    spec.runtime().ifPresent(runtime -> checkRuntime(findings, runtime, model.name(), name));
  }

  private void checkRuntime(Findings findings, KServeRuntime runtime, String model, String name) {
    runtime.check(findings, model, name);
    checkAdditions(findings, runtime.name());
    findings.require(
        ResourceAmounts.of(spec.server().resources()).limits().containsKey("cpu"),
        FindingCode.KSERVE_CANNOT_EXPRESS,
        "resources",
        "without a CPU limit that of the runtime " + quote(runtime.name()) + " stays",
        "Leave .withoutCpuLimit() out, or .runtime(..), so that the runtime is emitted here.");
  }

  /** Containers, volumes and directories of a runtime that is not emitted cannot be compared. */
  private void checkAdditions(Findings findings, String runtime) {
    PodAdditions additions = spec.server().placement().pods().additions();
    findings.require(
        additions.areNone(),
        FindingCode.KSERVE_RUNTIME_OF_OTHERS,
        additions.option(),
        "what is added to the pods may have a name, port or directory that the runtime "
            + quote(runtime)
            + " has too, which is not emitted here",
        "Compare it: kubectl get servingruntime,clusterservingruntime " + runtime + " -o yaml.");
  }

  private void checkTexts(Findings findings) {
    for (String flag : new ModelFlags(spec.model(), KServeStorage.DIRECTORY).all()) {
      checkText(findings, "model", flag);
    }
    for (String flag : spec.extraArguments().flags()) {
      checkText(findings, "arguments", flag);
    }
    for (Environment.Entry entry : spec.environment().entries()) {
      checkText(findings, "env[" + entry.name() + "]", entry.value());
    }
  }

  private static void checkText(Findings findings, String option, String text) {
    findings.require(
        !text.contains(TEMPLATE),
        FindingCode.KSERVE_CANNOT_EXPRESS,
        option,
        quote(text) + " contains {{, which KServe evaluates as a template",
        "Write it without two opening braces.");
  }

  private void checkStart(Findings findings) {
    Duration startup = spec.server().lifecycle().startup();
    spec.startTimes().check(findings, StartStages.of(spec.server()).stages());
    spec.startTimes().checkTimeout(findings, EnumSet.of(StartStage.LOAD), startup);
    findings.require(
        startup.compareTo(PROGRESS) <= 0,
        FindingCode.KSERVE_START_TOO_LONG,
        "startup",
        quote(Durations.text(startup))
            + " is longer than the progress deadline of 10 minutes, which has no field: meanwhile"
            + " the InferenceService is reported as not ready, also while old pods serve",
        "Write at most .startup(Duration.ofMinutes(10)), or use an OvmsModelServer.");
  }
}
