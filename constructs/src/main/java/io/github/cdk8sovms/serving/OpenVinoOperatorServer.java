package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Labels;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.WorkloadBuilder;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import software.constructs.Construct;

/**
 * A ModelServer of the OpenVINO operator, and its ConfigMap and NetworkPolicy. The operator must be
 * installed; it creates Deployment and Service, both named {@code <name>-ovms}, or {@code <name>}
 * if that contains "ovms".
 *
 * <p>The operator is deprecated upstream, cannot run OVMS 2026.3 or newer, and does not restart
 * pods when the configuration changes. Prefer an {@link OvmsModelServer}.
 *
 * <pre>{@code
 * OpenVinoOperatorServer demo = OpenVinoOperatorServer.Builder.create(chart, "demo")
 *     .image(OvmsImage.of("2026.2.1"))
 *     .model(Model.of("resnet50", ModelSource.volumeClaim("models", "resnet50").manyNodes()))
 *     .fileSystemPollInterval(Duration.ofMinutes(1))
 *     .build();
 * }</pre>
 *
 * @see <a href="https://github.com/openvinotoolkit/operator">OpenVINO operator</a>
 */
public final class OpenVinoOperatorServer extends ModelServer {
  private final OpenVinoOperatorServerManifest.Emitted emitted;

  private OpenVinoOperatorServer(ServerSpec spec) {
    this(spec, new OpenVinoOperatorServerManifest(spec), spec.placement().objects());
  }

  private OpenVinoOperatorServer(
      ServerSpec spec, OpenVinoOperatorServerManifest manifest, ApiObjects objects) {
    this(spec, manifest, objects, manifest.create(objects));
  }

  private OpenVinoOperatorServer(
      ServerSpec spec,
      OpenVinoOperatorServerManifest manifest,
      ApiObjects objects,
      OpenVinoOperatorServerManifest.Emitted emitted) {
    super(spec, manifest, spec.configuredResources().map(configured -> spec.resources()), objects);
    this.emitted = emitted;
  }

  /** Returns the ModelServer. */
  public ApiObject modelServer() {
    return emitted.modelServer().get();
  }

  /** Returns the ConfigMap with the server's configuration. */
  public KubeConfigMap configMap() {
    return emitted.configMap().get();
  }

  /** Builds an {@link OpenVinoOperatorServer}; see there for an example. */
  public static final class Builder extends WorkloadBuilder<Builder> {
    private final ServerChoices server = new ServerChoices(OvmsVersion.LAST_UNDER_OPERATOR);

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts a server; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /** Sets the image, and with it the OVMS version. Required. */
    public Builder image(OvmsImage ovms) {
      server.image(Required.nonNull(ovms));
      return this;
    }

    /** Adds a model. At least one is required. */
    public Builder model(Model model) {
      server.servable(Required.nonNull(model));
      return this;
    }

    /**
     * Sets CPU and memory of a pod. Default: left to the operator. A ModelServer has a field for
     * one kind of device, which is requested automatically.
     */
    public Builder resources(Resources perPod) {
      server.resources(Required.nonNull(perPod));
      return this;
    }

    /**
     * Sets the exported metrics. Default: the defaults of OVMS. The two series of the ratio are
     * always exported. Metrics cannot be disabled.
     */
    public Builder metrics(OvmsMetric... chosen) {
      server.metrics(Required.elements(chosen));
      return this;
    }

    /**
     * Sets the number of threads for HTTP requests. Default: four per stream if the streams are
     * pinned, since OVMS 2026.2 at most 168, for which 1024 open files are enough; else OVMS's
     * default.
     */
    public Builder restWorkers(int count) {
      server.restWorkers(count);
      return this;
    }

    /**
     * Sets the number of pods. Default: 1. It is always written, because a ModelServer without it
     * has no scale, so that applying the manifest again resets it until the next HPA sync.
     */
    public Builder replicas(int count) {
      server.replicas(count);
      return this;
    }

    /**
     * Sets the ConfigMap and the key of the configuration. Default: {@code <name>-config} and
     * {@code config.json}.
     */
    public Builder configMap(String configMap, String key) {
      server.configFile(Required.nonNull(configMap, "configMap"), Required.nonNull(key, "key"));
      return this;
    }

    /**
     * Sets how often the server polls for new model versions, and retries models that it failed to
     * load. Default: zero, never, which is warned of (OVMS240).
     */
    public Builder fileSystemPollInterval(Duration interval) {
      server.fileSystemPollInterval(Required.nonNull(interval));
      return this;
    }

    /** Sets the log level. Default: {@link LogLevel#INFO}. */
    public Builder logLevel(LogLevel level) {
      server.logLevel(Required.nonNull(level));
      return this;
    }

    /** Sets the ports for gRPC and for HTTP. Default: 8080 and 8081. Metrics use the HTTP port. */
    public Builder ports(int grpc, int rest) {
      server.ports(grpc, rest);
      return this;
    }

    /**
     * Sets the allowed clients; a NetworkPolicy denies all others. Default: the pods of its
     * namespace. Its Prometheus is allowed automatically.
     */
    public Builder clients(NetworkPeer... callers) {
      server.clients(Required.elements(callers));
      return this;
    }

    /**
     * Creates the server.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public OpenVinoOperatorServer build() {
      return create(this::spec, OpenVinoOperatorServer::new);
    }

    private ServerSpec spec() {
      return server.spec(placement(Labels.OVMS, "model-server"), name(), Lifecycle.DEFAULT);
    }

    @Override
    protected void check(Findings findings) {
      super.check(findings);
      server.check(findings, false);
      if (server.areClientsGiven()) {
        checkIsolated(findings, "clients");
      }
      new OperatorLimits(spec(), meshOfPodsOnly()).check(findings);
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
