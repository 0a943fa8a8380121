package io.github.cdk8sovms.kubernetes;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.ImageMirror;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.PodSettings;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.function.UnaryOperator;
import software.constructs.Construct;

/**
 * Options of every component that results in pods, also if an operator writes them: registry and
 * network.
 *
 * @param <B> the builder itself
 */
public abstract class WorkloadBuilder<B extends WorkloadBuilder<B>> extends ComponentBuilder<B> {
  private ImageMirror pulling = ImageMirror.AS_NAMED;
  private PodSettings pods = PodSettings.DEFAULT;
  private boolean networkGiven;

  /** Starts a component below a chart or another construct. */
  protected WorkloadBuilder(Construct scope, String id) {
    super(scope, id);
  }

  /**
   * Pulls all images, including those of init containers, from a mirror, which replaces the
   * registry in each name: {@code quay.io/prometheus/prometheus:v3} becomes {@code
   * <registry>/prometheus/prometheus:v3}. {@link Images#of} lists the images to mirror.
   *
   * @param mirror host, port and path, such as {@code "registry.example.com/mirror"}
   */
  public B registry(String mirror) {
    this.pulling = pulling.from(given(mirror, "registry"));
    return self();
  }

  /**
   * Sets the addresses of the cluster's DNS and API server, for the NetworkPolicies. Default:
   * {@link ClusterNetwork#standard()}.
   */
  public B network(ClusterNetwork cluster) {
    this.pods = pods.withNetwork(given(cluster, "network"));
    this.networkGiven = true;
    return self();
  }

  /**
   * Omits all NetworkPolicies for the pods of this component, for clusters that use another kind of
   * policy. All clients can then reach the pods, unless another policy of the namespace denies it.
   */
  public B withoutNetworkPolicies() {
    this.pods = pods.withoutNetworkPolicies();
    return self();
  }

  final void change(UnaryOperator<PodSettings> setting) {
    this.pods = setting.apply(pods);
  }

  final void pullWith(String secret) {
    this.pulling = pulling.with(secret);
  }

  /** Pulls from the mirror and with the Secrets of another component, unless they are set here. */
  protected final void pullLike(Placement other) {
    if (pulling.equals(ImageMirror.AS_NAMED)) {
      this.pulling = other.pulling();
    }
  }

  @Override
  final ImageMirror pulling() {
    return pulling;
  }

  @Override
  PodSettings pods() {
    return pods.withMesh(super.pods().mesh());
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    pulling.check(findings);
    pods.cluster().check(findings, "network");
    if (networkGiven) {
      checkIsolated(findings, "network");
    }
  }

  /** Whether NetworkPolicies restrict the traffic of the pods. */
  protected final boolean isIsolated() {
    return pods.isolated();
  }

  /** Checks that an option for NetworkPolicies is not set without them. */
  protected final void checkIsolated(Findings findings, String option) {
    findings.require(
        pods.isolated(),
        FindingCode.NO_EFFECT,
        option,
        quote(option) + " configures NetworkPolicies, and none are emitted",
        "Leave ." + option + "(..) or .withoutNetworkPolicies() out.");
  }
}
