package io.github.cdk8sovms.load;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Durations;
import io.github.cdk8sovms.kubernetes.ImageReference;
import io.github.cdk8sovms.kubernetes.PinnedImages;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import io.github.cdk8sovms.validation.Severity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** Options of a load test, with defaults and validation. */
abstract sealed class LoadOptions extends ComponentBuilder<LoadTest.Builder>
    permits LoadTest.Builder {
  private static final Duration LONGEST_KEPT = Duration.ofDays(30);

  /** Memory of k6 with a script and its metrics, without load. */
  private static final long BASE_MEBIBYTES = 128;

  /** Memory per client without a request; 170 kB were measured. */
  private static final long CLIENT_KIBIBYTES = 256;

  /** Typical spare memory of a node of common size. */
  private static final long MOST_MEBIBYTES = 16 << 10;

  private @Nullable OvmsModelServer server;
  private @Nullable String model;
  private @Nullable Resources resources;
  private Protocol protocol = Protocol.HTTP;
  private Payload payload = Payload.NONE;
  private Schedule schedule = Schedule.NONE;
  private Expectations expectations = Expectations.DEFAULT;
  private Duration kept = Duration.ofDays(1);
  private ImageReference image = PinnedImages.K6;

  LoadOptions(Construct scope, String id) {
    super(scope, id);
  }

  /** Sets the server to call, through its Service. Required. */
  public LoadTest.Builder server(OvmsModelServer called) {
    this.server = Required.nonNull(called);
    return self();
  }

  /** Sets the model to call. Default: the server's only one. */
  public LoadTest.Builder model(String name) {
    this.model = Required.nonNull(name);
    return self();
  }

  /** Sets the protocol. Default: {@link Protocol#HTTP}. */
  public LoadTest.Builder protocol(Protocol of) {
    this.protocol = Required.nonNull(of);
    return self();
  }

  /** Adds an input of the model, filled with zeros. At least one, or a body, is required. */
  public LoadTest.Builder input(Tensor tensor) {
    this.payload = payload.with(Required.nonNull(tensor));
    return self();
  }

  /**
   * Sets the HTTP request body instead, for models with input-dependent processing time.
   *
   * @param json a request in the KServe protocol, at most 512 KiB; read a file with {@code
   *     Files.readString}
   */
  public LoadTest.Builder body(String json) {
    this.payload = payload.with(Required.nonNull(json));
    return self();
  }

  /**
   * Adds a step, which starts after the previous one. At least one, at most 50 and 4 h in total.
   */
  public LoadTest.Builder step(Step next) {
    this.schedule = schedule.then(Required.nonNull(next));
    return self();
  }

  /** Sets the request timeout, at most 5 minutes. Default: 30 seconds. */
  public LoadTest.Builder timeout(Duration maxRequestDuration) {
    this.schedule = schedule.timeout(Required.nonNull(maxRequestDuration));
    return self();
  }

  /**
   * Sets the maximum number of clients; while all of them wait for responses, requests are dropped
   * and counted as {@code dropped_iterations}. Default: the number of requests within the timeout,
   * so that none is dropped, but at most 2000. A lower number prevents an overloaded server from
   * having so many open connections that its probes fail.
   */
  public LoadTest.Builder clients(int most) {
    this.schedule = schedule.clients(most);
    return self();
  }

  /** Sets the maximum fraction of failed requests; otherwise the Job fails. Default: 0.01. */
  public LoadTest.Builder failures(double share) {
    this.expectations = expectations.failures(share);
    return self();
  }

  /**
   * Sets the maximum latency; otherwise the Job fails. Default: none, because a step that triggers
   * scaling initially increases latency.
   *
   * @param quantile the quantile, such as 0.95
   * @param most the maximum, in whole milliseconds, up to the timeout
   */
  public LoadTest.Builder latency(double quantile, Duration most) {
    this.expectations = expectations.latency(quantile, Required.nonNull(most, "most"));
    return self();
  }

  /** Sets how long the finished Job and its log are kept, at most 30 days. Default: a day. */
  public LoadTest.Builder keep(Duration afterEnd) {
    this.kept = Required.nonNull(afterEnd);
    return self();
  }

  /** Sets the image of k6. Default: {@code docker.io/grafana/k6:1.8.1}. */
  public LoadTest.Builder image(String k6) {
    Required.nonNull(k6);
    this.image = ImageReference.of(k6);
    return self();
  }

  /** Sets CPU and memory. Default: one core, and memory for the clients and their requests. */
  public LoadTest.Builder resources(Resources ofPod) {
    this.resources = Required.nonNull(ofPod);
    return self();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    findings.require(
        server != null,
        FindingCode.MISSING,
        "server",
        "no server is given; a load test needs a target",
        "Add .server(resnet).");
    if (server != null) {
      checkServed(findings, server);
    }
    payload.check(findings, protocol);
    schedule.check(findings);
    expectations.check(findings, schedule.timeout());
    boolean isUsable =
        findings.all().stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    if (isUsable && resources == null) {
      checkMemory(findings);
    }
    Durations.check(findings, "keep", kept, Duration.ZERO, LONGEST_KEPT);
    image.check(findings, "image");
    if (resources != null) {
      resources.check(findings, "resources");
    }
  }

  private void checkServed(Findings findings, OvmsModelServer called) {
    List<String> served = served(called);
    findings.require(
        model == null ? served.size() == 1 : served.contains(model),
        FindingCode.LOAD_MODEL,
        "model",
        model == null
            ? "no model is given, and the server has " + served.size()
            : quote(model) + " is not a model of " + called.serviceName(),
        "Write .model(..) with one of: " + String.join(", ", served) + ".");
    findings.require(
        protocol == Protocol.GRPC
            || payload.tensors().isEmpty()
            || called.version().takesRawTensorsOverHttp(),
        FindingCode.LOAD_REQUEST,
        "input",
        quote(called.version())
            + " does not support raw tensors over HTTP, which require OVMS 2022.3",
        "Add .protocol(Protocol.GRPC), or write the request yourself with .body(json).");
  }

  private void checkMemory(Findings findings) {
    findings.require(
        mebibytes() <= MOST_MEBIBYTES,
        FindingCode.LOAD_CLIENTS,
        "clients",
        quote(schedule.clientsAtOnce())
            + " clients with requests of "
            + payload.bytes()
            + " bytes need "
            + mebibytes()
            + "Mi of memory, more than a pod should request",
        "Limit them with .clients(200), shorten .timeout(..), or set .resources(..).");
  }

  @Override
  protected String defaultNamespace() {
    return server == null ? super.defaultNamespace() : server.namespace();
  }

  final Placement placement() {
    return placement("k6", "load-test");
  }

  final OvmsModelServer server() {
    if (server == null) {
      throw new IllegalStateException("server of a load test read before validation");
    }
    return server;
  }

  final String model() {
    return model == null ? served(server()).get(0) : model;
  }

  final Protocol protocol() {
    return protocol;
  }

  final Payload payload() {
    return payload;
  }

  final Schedule schedule() {
    return schedule;
  }

  final Expectations expectations() {
    return expectations;
  }

  final Duration kept() {
    return kept;
  }

  final ImageReference image() {
    return image;
  }

  final Resources resources() {
    return resources == null ? Resources.cpu("1").memory(mebibytes() + "Mi") : resources;
  }

  /** A request is in memory once for its client, and once more while it is sent. */
  private long mebibytes() {
    long perClient = CLIENT_KIBIBYTES + 2L * payload.bytes() / 1024;
    return BASE_MEBIBYTES + (schedule.clientsAtOnce() * perClient + 1023) / 1024;
  }

  private static List<String> served(OvmsModelServer called) {
    return called.capacity().models().stream().map(Model::name).toList();
  }
}
