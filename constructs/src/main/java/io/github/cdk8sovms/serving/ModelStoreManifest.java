package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ApiValues;
import io.github.cdk8sovms.kubernetes.internal.Argument;
import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.kubernetes.internal.NetworkPolicies;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.PodSecurity;
import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.JobSpec;
import org.cdk8s.plus34.k8s.KubeJob;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaim;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimSpec;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimVolumeSource;
import org.cdk8s.plus34.k8s.PodFailurePolicy;
import org.cdk8s.plus34.k8s.PodFailurePolicyOnExitCodesRequirement;
import org.cdk8s.plus34.k8s.PodFailurePolicyRule;
import org.cdk8s.plus34.k8s.PodSpec;
import org.cdk8s.plus34.k8s.PodTemplateSpec;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.cdk8s.plus34.k8s.VolumeResourceRequirements;

/** The objects of a {@link ModelStore}, in the order of the manifest. */
record ModelStoreManifest(
    ApiObjects objects,
    Optional<ObjectRef<KubePersistentVolumeClaim>> claim,
    ObjectRef<KubeJob> job) {
  private static final String VOLUME = "store";
  private static final String DIRECTORY = "/store";
  private static final String SCRATCH = "tmp";

  /** The user of the image, which also owns the files for the servers. */
  private static final int IMAGE_USER = 5000;

  /** The script ends with it if the revision is another one; a retry would not change that. */
  private static final int OTHER_REVISION = 3;

  /**
   * Fetches one repository, with the builtins of bash and coreutils. OVMS keeps the .git directory
   * of the clone; the branch is a file in it, or a line of packed-refs. A full volume has many
   * messages, so the last line says how much is free.
   */
  private static final String SCRIPT =
      """
      set -eu
      files=$1 revision=$2 marker=$3
      shift 3
      if [ -e "$marker" ]; then
        echo "$files is complete"
        exit 0
      fi
      mkdir -p "${files%/*}"
      /ovms/bin/ovms "$@" || {
        free=$(stat -f -c '%a*%S>>20' "${files%/*}" || echo 0)
        echo "$files could not be fetched; the volume has $((free)) MiB free"
        exit 1
      }
      if [ -n "$revision" ]; then
        head=$(< "$files/.git/HEAD")
        branch=${head#ref: }
        commit=$head
        if [ -e "$files/.git/$branch" ]; then
          commit=$(< "$files/.git/$branch")
        elif [ -e "$files/.git/packed-refs" ]; then
          while read -r sha name; do
            if [ "$name" = "$branch" ]; then commit=$sha; fi
          done < "$files/.git/packed-refs"
        fi
        if [ "$commit" != "$revision" ]; then
          echo "$files is at the revision $commit, not at $revision"
          exit 3
        fi
      fi
      : > "$marker"
      """;

  /** Copies one directory of cloud storage. rclone continues where a copy was interrupted. */
  private static final String COPY =
      """
      set -eu
      files=$1 marker=$2
      shift 2
      if [ -e "$marker" ]; then
        echo "$files is complete"
        exit 0
      fi
      mkdir -p "$files"
      rclone "$@" "$files" || { echo "$files could not be fetched"; exit 1; }
      if [ -z "$(ls -A "$files")" ]; then
        echo "$files could not be fetched: the directory has no files"
        exit 1
      fi
      : > "$marker"
      """;

  static ModelStoreManifest create(ModelStoreSpec spec) {
    ApiObjects objects = spec.placement().objects();
    objects.serviceAccount(false, spec.identityAnnotations());
    Optional<ObjectRef<KubePersistentVolumeClaim>> claim =
        spec.claimExists()
            ? Optional.empty()
            : Optional.of(objects.volumeClaim("Claim", spec.claim(), volumeClaim(spec)));
    if (spec.placement().pods().isolated()) {
      objects.networkPolicy(
          "NetworkPolicy",
          spec.placement().identity().name(),
          NetworkPolicies.only(
              spec.placement().pods(),
              spec.placement().identity().labels().selector(),
              List.of(),
              List.of(),
              spec.egress()));
    }
    PodTemplateSpec template = spec.placement().podTemplates().template(pod(spec));
    String name = spec.placement().identity().name() + "-" + spec.placement().hashOf(template);
    return new ModelStoreManifest(
        objects, claim, objects.job(ApiObjects.MAIN, name, job(spec, template)));
  }

  private static PersistentVolumeClaimSpec volumeClaim(ModelStoreSpec spec) {
    return PersistentVolumeClaimSpec.builder()
        .accessModes(List.of(spec.nodes() == VolumeNodes.ONE ? "ReadWriteOnce" : "ReadWriteMany"))
        .storageClassName(spec.storageClass().orElse(null))
        .resources(
            VolumeResourceRequirements.builder()
                .requests(Map.of("storage", ApiValues.quantity(spec.size().orElseThrow())))
                .build())
        .build();
  }

  private static JobSpec job(ModelStoreSpec spec, PodTemplateSpec template) {
    return JobSpec.builder()
        .backoffLimit(6)
        .activeDeadlineSeconds(spec.deadline().toSeconds())
        .podFailurePolicy(
            PodFailurePolicy.builder()
                .rules(
                    List.of(
                        PodFailurePolicyRule.builder()
                            .action("FailJob")
                            .onExitCodes(
                                PodFailurePolicyOnExitCodesRequirement.builder()
                                    .operator("In")
                                    .values(List.of(OTHER_REVISION))
                                    .build())
                            .build()))
                .build())
        .template(template)
        .build();
  }

  /** Fetches one after the other: all but the last are init containers. */
  private static PodSpec pod(ModelStoreSpec spec) {
    List<Container> fetchers = new ArrayList<>();
    for (HuggingFace repository : spec.repositories()) {
      fetchers.add(fetcher("fetch-" + fetchers.size(), spec, repository));
    }
    List<Volume> volumes = new ArrayList<>();
    volumes.add(volume(spec));
    volumes.add(Volumes.scratch(SCRATCH, Quantity.of("1Gi")));
    for (BucketCopy bucket : spec.buckets()) {
      int index = fetchers.size();
      fetchers.add(copier(index, spec, bucket));
      bucket.volume(index).ifPresent(volumes::add);
    }
    List<Container> first = fetchers.subList(0, fetchers.size() - 1);
    return spec.placement()
        .podTemplates()
        .single(IMAGE_USER)
        .restartPolicy("Never")
        .initContainers(first.isEmpty() ? null : first)
        .containers(List.of(fetchers.get(fetchers.size() - 1)))
        .volumes(volumes)
        .build();
  }

  private static Volume volume(ModelStoreSpec spec) {
    return Volume.builder()
        .name(VOLUME)
        .persistentVolumeClaim(
            PersistentVolumeClaimVolumeSource.builder().claimName(spec.claim()).build())
        .build();
  }

  private static Container fetcher(String name, ModelStoreSpec spec, HuggingFace repository) {
    return Containers.with(
            Containers.of(name, "/bin/bash", Argument.of(arguments(spec, repository))),
            environment(spec))
        .image(spec.image().orElseThrow().text(false))
        .imagePullPolicy(spec.placement().pods().pullPolicy())
        .resources(spec.resources().orEphemeralStorage("2Gi").toSpec())
        .securityContext(PodSecurity.container())
        .volumeMounts(
            List.of(Volumes.writable(VOLUME, DIRECTORY), Volumes.writable(SCRATCH, "/tmp")))
        .build();
  }

  private static Container copier(int index, ModelStoreSpec spec, BucketCopy bucket) {
    String files = DIRECTORY + "/" + bucket.path();
    List<String> arguments =
        List.of(
            "-c",
            COPY,
            "fetch",
            files,
            StoredModel.marker(files),
            "copy",
            // Without a file of its configuration.
            "--config=",
            "--stats=1m",
            "--stats-one-line",
            bucket.remote());
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(Volumes.writable(VOLUME, DIRECTORY));
    mounts.add(Volumes.writable(SCRATCH, "/tmp"));
    bucket.mount(index).ifPresent(mounts::add);
    return Containers.with(
            Containers.of("fetch-" + index, "/bin/sh", Argument.of(arguments)),
            bucket.environment(index))
        .image(spec.downloader().text())
        .imagePullPolicy(spec.placement().pods().pullPolicy())
        .resources(spec.resources().orEphemeralStorage("2Gi").toSpec())
        .securityContext(PodSecurity.container())
        .volumeMounts(mounts)
        .build();
  }

  private static List<String> arguments(ModelStoreSpec spec, HuggingFace repository) {
    String files = DIRECTORY + "/" + repository.path();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-c",
                SCRIPT,
                "fetch",
                files,
                repository.revision(),
                StoredModel.marker(files),
                "--pull",
                "--source_model=" + repository.repository(),
                "--model_repository_path=" + DIRECTORY + "/" + repository.parent(),
                "--task=" + repository.task()));
    if (!repository.gguf().isEmpty()) {
      arguments.add("--gguf_filename=" + repository.gguf());
    }
    if (!repository.draft().isEmpty()) {
      arguments.add("--draft_source_model=" + repository.draft());
    }
    if (!spec.resumes()) {
      arguments.add("--overwrite_models");
    }
    return arguments;
  }

  private static List<Variable> environment(ModelStoreSpec spec) {
    List<Variable> variables = new ArrayList<>();
    spec.token()
        .ifPresent(it -> variables.add(Variable.ofSecret("HF_TOKEN", it.secret(), it.key())));
    if (!spec.endpoint().isEmpty()) {
      variables.add(Variable.of("HF_ENDPOINT", spec.endpoint()));
    }
    if (!spec.proxy().isEmpty()) {
      variables.add(Variable.of("https_proxy", spec.proxy()));
    }
    return variables;
  }
}
