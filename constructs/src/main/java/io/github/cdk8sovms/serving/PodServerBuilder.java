package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.kubernetes.internal.Environment;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.constructs.Construct;

/**
 * Options of servers whose pod this library writes, as a Deployment or as a ServingRuntime. A kind
 * overrides those that mean more to it.
 *
 * @param <B> the builder itself
 */
abstract sealed class PodServerBuilder<B extends PodServerBuilder<B>> extends PodComponentBuilder<B>
    permits OvmsModelServer.Builder, KServeModelServer.Builder {
  final ServerChoices server = new ServerChoices(OvmsVersion.NEWEST_READ);
  final Set<Integer> deviceGroups = new LinkedHashSet<>();
  final List<DeviceClaim> deviceClaims = new ArrayList<>();
  Lifecycle lifecycle = Lifecycle.DEFAULT;
  boolean requestDurationGiven;
  Optional<Rollout> rollout = Optional.empty();
  DownloadSettings downloads = DownloadSettings.DEFAULT;
  Environment environment = Environment.NONE;
  ExtraArguments arguments = ExtraArguments.NONE;
  StartTimes startTimes = StartTimes.NONE;

  PodServerBuilder(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the image, and with it the OVMS version. Required. */
  public B image(OvmsImage ovms) {
    server.image(given(ovms, "image"));
    return self();
  }

  /** Adds a model. At least one is required. */
  public B model(Model model) {
    server.servable(given(model, "model"));
    return self();
  }

  /**
   * Sets CPU and memory of a pod. Default: 2 cores and 2Gi. Devices for {@link
   * Device#gpu(GpuDriver)} and {@link Device#npu()} are requested automatically; a number set with
   * {@link Resources#device(String, int)} is kept.
   */
  public B resources(Resources perPod) {
    server.resources(given(perPod, "resources"));
    return self();
  }

  /**
   * Adds the server to a supplemental group, the one that owns the devices on the node: {@code
   * /dev/dri/renderD*} or {@code /dev/accel}. The GID differs between Linux distributions; {@code
   * getent group render} prints it on a node.
   */
  public B deviceGroup(int gid) {
    deviceGroups.add(gid);
    return self();
  }

  /**
   * Adds devices of a DRA driver to the container, in place of those of a device plugin. Requires
   * Kubernetes 1.34, and for an InferenceService KServe 0.20.
   */
  public B deviceClaim(DeviceClaim claim) {
    deviceClaims.add(given(claim, "deviceClaim"));
    server.claimsDevices();
    return self();
  }

  /**
   * Sets timings of the readiness and liveness probes. Default: a busy pod leaves the Service after
   * a while, and is restarted only if it does not seem to respond at all.
   */
  public B probes(Probes timings) {
    this.lifecycle = lifecycle.probes(given(timings, "probes"));
    return self();
  }

  /**
   * Sets the exported metrics. Default: the defaults of OVMS. The two series of the ratio are
   * always exported. Metrics cannot be disabled.
   */
  public B metrics(OvmsMetric... chosen) {
    server.metrics(Required.elements(chosen));
    return self();
  }

  /**
   * Sets the number of threads for HTTP requests. Default: four per stream if the streams are
   * pinned, since OVMS 2026.2 at most 168, for which 1024 open files are enough; else OVMS's
   * default.
   */
  public B restWorkers(int count) {
    server.restWorkers(count);
    return self();
  }

  /** Sets the log level. Default: {@link LogLevel#INFO}. */
  public B logLevel(LogLevel level) {
    server.logLevel(given(level, "logLevel"));
    return self();
  }

  /**
   * Sets the allowed clients; a NetworkPolicy denies all others. Default: the pods of its
   * namespace. Its Prometheus is allowed automatically.
   */
  public B clients(NetworkPeer... callers) {
    server.clients(Required.elements(callers));
    return self();
  }

  /**
   * Sets the rollout strategy. Default: {@link Rollout#START_FIRST}; {@link Rollout#ONE_AT_A_TIME}
   * with a warning if pods request a device, since all devices may be in use; {@link
   * Rollout#STOP_FIRST} if only one node can mount the volume of a model.
   */
  public B rollout(Rollout rollout) {
    given(rollout, "rollout");
    this.rollout = Optional.of(rollout);
    return self();
  }

  /**
   * Sets the startup timeout of a pod, including downloading and loading its models. Startup is
   * complete when every model, and every version of {@link VersionPolicy#specific(int...)}, is
   * loaded; otherwise the container is restarted, which also retries models that failed. Default:
   * 10 minutes.
   *
   * <p>With more than one model or version the probe runs {@code /bin/bash} in the container, which
   * every release image contains; a custom image must contain it too.
   */
  public B startup(Duration budget) {
    given(budget, "startup");
    this.lifecycle = lifecycle.startup(budget);
    return self();
  }

  /**
   * States how long the stages of a start take. Autoscalers of this server then add pods in steps
   * that wait for the previous ones, and alerts and the lag budget take the time into account.
   * Default: none, and {@link ModelServer#startBudget()} has only assumed durations.
   */
  public B startTimes(StartTimes stages) {
    this.startTimes = given(stages, "startTimes");
    return self();
  }

  /**
   * Sets the maximum duration of a request, so that scaling down interrupts none. A pod that does
   * not respond for six times as long, at least three minutes, is restarted. Default: 30 seconds;
   * with generative models that answer slowly (text, speech, images) 2 minutes.
   */
  public B maxRequestDuration(Duration duration) {
    given(duration, "maxRequestDuration");
    this.lifecycle = lifecycle.maxRequestDuration(duration);
    this.requestDurationGiven = true;
    return self();
  }

  /**
   * Sets the maximum age of gRPC connections, after which clients must reconnect; calls in progress
   * complete. A gRPC client keeps one connection to one pod, so without a maximum age new pods stay
   * idle. Default: one minute; zero for none.
   */
  public B maxConnectionAge(Duration age) {
    this.lifecycle = lifecycle.maxConnectionAge(given(age, "maxConnectionAge"));
    return self();
  }

  /**
   * Sets the storage limit on the node for models downloaded over https or from cloud storage. OVMS
   * keeps every copy from a bucket in {@code /tmp}, even after loading, so the sizes of all served
   * models and versions add up; a pod that needs more is evicted repeatedly. Default: 10Gi, or
   * {@link Resources#ephemeralStorage(String)} if that is more.
   */
  public B downloadLimit(String bytes) {
    given(bytes, "downloadLimit");
    this.downloads = downloads.limitedTo(Quantity.of(bytes));
    return self();
  }

  /**
   * Sets an environment variable of the server. Names that this library or the image sets are
   * refused, and so are literal credentials.
   */
  public B env(String name, String value) {
    given(name, "env", "name");
    given(value, "env", "value");
    return variable(name, Optional.empty(), value);
  }

  /** Sets an environment variable of the server to the value of a Secret's key. */
  public B envFromSecret(String name, String secret, String key) {
    given(name, "envFromSecret", "name");
    given(secret, "envFromSecret", "secret");
    given(key, "envFromSecret", "key");
    return variable(name, Optional.of(new Environment.Source(true, secret)), key);
  }

  /** Sets an environment variable of the server to the value of a ConfigMap's key. */
  public B envFromConfigMap(String name, String configMap, String key) {
    given(name, "envFromConfigMap", "name");
    given(configMap, "envFromConfigMap", "configMap");
    given(key, "envFromConfigMap", "key");
    return variable(name, Optional.of(new Environment.Source(false, configMap)), key);
  }

  /**
   * Adds command-line flags of OVMS for which there is no option, such as {@code
   * "--grpc_workers=2"}. Flags that this library writes, and flags that the release no longer has,
   * are refused, because OVMS exits at them.
   */
  public B arguments(String... flags) {
    List<String> all = new ArrayList<>(arguments.flags());
    all.addAll(Required.elements(flags));
    this.arguments = new ExtraArguments(all);
    return self();
  }

  private B variable(String name, Optional<Environment.Source> source, String value) {
    this.environment = environment.with(name, source, value);
    return self();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    server.check(findings, true);
    new ServedModels(server.servables()).checkDeviceGroups(findings, deviceGroups);
    if (server.areClientsGiven()) {
      checkIsolated(findings, "clients");
    }
  }

  @Override
  protected boolean servesRequests() {
    return true;
  }
}
