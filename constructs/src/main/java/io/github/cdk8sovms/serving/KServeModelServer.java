package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeServiceAccount;
import software.constructs.Construct;

/**
 * An OpenVINO Model Server as an InferenceService of KServe, in its Standard mode, scaled by an
 * autoscaler of this library: on the load of the server, where KServe scales on CPU and memory.
 *
 * <p>Emits a ServiceAccount without token, a ServingRuntime, an InferenceService, a
 * PodDisruptionBudget and a NetworkPolicy. KServe must be installed; it fetches the model and
 * creates Deployment and Service, both named {@code <name>-predictor}. With {@code .runtime(..)}
 * the ServingRuntime is the platform's, such as that of OpenShift AI.
 *
 * <p>The ServingRuntime has what that of KServe lacks: metrics, a startup probe that checks the
 * model, infer requests and workers as in {@link OvmsModelServer}, and a restricted security
 * context. The annotation {@code serving.kserve.io/autoscalerClass: external} leaves the replicas
 * to the autoscaler.
 *
 * <p>Not supported: several models, graphs and generative models, {@code hf://}, transformers and
 * explainers, KServe's canaries, and the Knative mode, whose own autoscaler cannot be replaced.
 * Names, labels, ports and annotations were read from the source of KServe 0.20.0.
 *
 * <pre>{@code
 * KServeModelServer resnet = KServeModelServer.Builder.create(chart, "resnet")
 *     .image(OvmsImage.of("2026.3.1"))
 *     .model(Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes()).streams(4))
 *     .resources(Resources.cpu("4").memory("4Gi"))
 *     .build();
 * }</pre>
 *
 * @see <a href="https://github.com/kserve/kserve/tree/v0.20.0">KServe 0.20.0</a>
 */
public final class KServeModelServer extends ModelServer {
  private final ServerSpec spec;
  private final KServeModelServerManifest.Emitted emitted;

  private KServeModelServer(KServeModelServerSpec spec) {
    this(spec, new KServeModelServerManifest(spec), spec.server().placement().objects());
  }

  private KServeModelServer(
      KServeModelServerSpec spec, KServeModelServerManifest manifest, ApiObjects objects) {
    this(spec, manifest, objects, manifest.create(objects));
  }

  private KServeModelServer(
      KServeModelServerSpec spec,
      KServeModelServerManifest manifest,
      ApiObjects objects,
      KServeModelServerManifest.Emitted emitted) {
    super(spec.server(), manifest, Optional.of(spec.server().resources()), objects);
    this.spec = spec.server();
    this.emitted = emitted;
  }

  /** Returns on which nodes the pods run. */
  public Scheduling scheduling() {
    return spec.placement().pods().scheduling();
  }

  ServerSpec spec() {
    return spec;
  }

  /** Returns the InferenceService. */
  public ApiObject inferenceService() {
    return emitted.inferenceService().get();
  }

  /** Returns the ServingRuntime; empty if the platform owns it. */
  public Optional<ApiObject> servingRuntime() {
    return emitted.servingRuntime().map(ObjectRef::get);
  }

  /** Returns the ServiceAccount; empty if an existing one is used. */
  public Optional<KubeServiceAccount> serviceAccount() {
    return emitted.serviceAccount().map(ObjectRef::get);
  }

  /** Builds a {@link KServeModelServer}; see there for an example. */
  public static final class Builder extends PodServerBuilder<Builder> {
    private Optional<KServeRuntime> runtime = Optional.empty();
    private boolean isRawDeployment;
    private boolean isHeadless;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a server; its name, which is that of the InferenceService, defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Sets the image, and with it the OVMS version. Required. With {@link #runtime} it states the
     * image of that runtime, which is not changed.
     */
    @Override
    public Builder image(OvmsImage ovms) {
      return super.image(ovms);
    }

    /**
     * Sets the model. Required. An InferenceService serves one model; its source becomes the {@code
     * storageUri}: {@code s3://} and {@code gs://} as they are, a volume claim as {@code pvc://},
     * and an image as {@code oci+native://}, which needs KServe 0.20.
     *
     * <p>The Secret of {@code .credentials(..)} has the keys that KServe reads: {@code
     * AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}, or {@code
     * gcloud-application-credentials.json}.
     */
    @Override
    public Builder model(Model model) {
      return super.model(model);
    }

    /**
     * Uses a runtime that the platform owns, instead of a ServingRuntime of this server. The
     * InferenceService adds to its arguments what the metrics and the model need, and the probes.
     * Default: a ServingRuntime is emitted.
     */
    public Builder runtime(KServeRuntime ofPlatform) {
      this.runtime = Optional.of(Required.nonNull(ofPlatform));
      server.ports(ofPlatform.grpc(), ofPlatform.rest());
      return this;
    }

    /**
     * Writes the mode as {@code RawDeployment}, for KServe before 0.16, such as that of OpenShift
     * AI 2. Default: {@code Standard}, its name since then.
     */
    public Builder rawDeployment() {
      this.isRawDeployment = true;
      return this;
    }

    /**
     * States that KServe creates headless Services ({@code serviceClusterIPNone}), as on OpenShift
     * AI: clients then connect to the HTTP port of the pods. Default: a Service with port 80.
     */
    public Builder headlessService() {
      this.isHeadless = true;
      return this;
    }

    /**
     * Sets the time for loading the model, after its download; otherwise the container is
     * restarted. Default: 10 minutes.
     */
    @Override
    public Builder startup(Duration budget) {
      return super.startup(budget);
    }

    /**
     * States how long the stages of a start take, of which KServe's download is {@code fetch}.
     * Autoscalers of this server then add pods in steps that wait for the previous ones. Default:
     * nothing is configured.
     */
    @Override
    public Builder startTimes(StartTimes stages) {
      return super.startTimes(stages);
    }

    /**
     * Sets the maximum duration of a request, so that scaling down interrupts none. Default: 30
     * seconds.
     */
    @Override
    public Builder maxRequestDuration(Duration duration) {
      return super.maxRequestDuration(duration);
    }

    /**
     * Sets the storage limit on the node for a model that KServe downloads. Default: 10Gi, or
     * {@link Resources#ephemeralStorage(String)} if that is more.
     */
    @Override
    public Builder downloadLimit(String bytes) {
      return super.downloadLimit(bytes);
    }

    /**
     * Creates the server.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public KServeModelServer build() {
      return create(this::spec, KServeModelServer::new);
    }

    private KServeModelServerSpec spec() {
      return new KServeModelServerSpec(
          server.spec(placement(Labels.OVMS, "model-server"), name(), lifecycle),
          runtime,
          List.copyOf(deviceGroups),
          deviceClaims,
          downloads,
          rollout,
          environment,
          arguments,
          startTimes,
          isRawDeployment,
          isHeadless);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      lifecycle.check(findings);
      downloads.check(findings);
      ServerEnvironment.check(findings, environment);
      arguments.checkOfOneModel(findings, server.version());
      check(findings, spec());
    }

    private void check(Findings findings, KServeModelServerSpec spec) {
      new KServeLimits(spec, makesNamespace(namespace())).check(findings);
      spec.nodeLimits().check(findings);
      DeviceClaim.check(findings, deviceClaims, spec.server(), kubernetes());
      if (server.servables().isEmpty()) {
        return;
      }
      if (spec.storage().isDownloaded()) {
        downloads.checkRoom(findings, spec.server().resources());
      } else {
        findings.require(
            downloads.configuredLimit().isEmpty(),
            FindingCode.NO_EFFECT,
            "downloadLimit",
            quote("downloadLimit") + " limits a download, and this model is mounted",
            "Leave .downloadLimit(..) out.");
      }
      checkServiceAccount(findings, spec);
    }

    private static void checkServiceAccount(Findings findings, KServeModelServerSpec spec) {
      Map<String, String> annotations = spec.storage().annotations();
      List<String> secrets = spec.storage().secrets();
      spec.server()
          .placement()
          .pods()
          .serviceAccount()
          .filter(existing -> !annotations.isEmpty() || !secrets.isEmpty())
          .ifPresent(
              existing ->
                  findings.add(
                      FindingCode.IDENTITY_OF_OTHERS,
                      "serviceAccount",
                      quote(existing)
                          + " is not emitted here; KServe takes credentials from it, so it needs "
                          + (secrets.isEmpty()
                              ? "the annotations " + quote(annotations)
                              : "the Secrets " + quote(secrets)),
                      "Add them to the ServiceAccount where it is created."));
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
