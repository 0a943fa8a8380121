package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cloud identity of KEDA's operator, with which it authenticates each request: the identity of
 * its service account, which needs permission to read metrics.
 *
 * @see <a href="https://keda.sh/docs/latest/authentication-providers/">KEDA's authentication
 *     providers</a>
 */
public final class PodIdentity {
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]{2,12}){1,3}-\\d{1,2}");
  private static final Pattern CLIENT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** The cloud providers. */
  enum Provider {
    AWS("aws"),
    AZURE("azure-workload"),
    GOOGLE("gcp");

    private final String kedaName;

    Provider(String kedaName) {
      this.kedaName = kedaName;
    }
  }

  private final Provider provider;
  private final @Nullable String region;
  private final @Nullable String clientId;

  private PodIdentity(Provider provider, @Nullable String region, @Nullable String clientId) {
    this.provider = provider;
    this.region = region;
    this.clientId = clientId;
  }

  /**
   * Signs requests with the role of KEDA's operator (IRSA or EKS Pod Identity), for Amazon Managed
   * Service for Prometheus.
   *
   * @param region of the workspace, such as {@code "eu-central-1"}
   */
  public static PodIdentity aws(String region) {
    return new PodIdentity(Provider.AWS, Required.nonNull(region), null);
  }

  /** Sends tokens of the workload identity of KEDA's operator, for Azure Monitor. */
  public static PodIdentity azureWorkload() {
    return new PodIdentity(Provider.AZURE, null, null);
  }

  /**
   * Sends tokens of another managed identity, which must trust KEDA's operator.
   *
   * @param clientId the client ID of that identity
   */
  public static PodIdentity azureWorkload(String clientId) {
    return new PodIdentity(Provider.AZURE, null, Required.nonNull(clientId));
  }

  /** Sends tokens of the Google service account of KEDA's operator, for Google's Prometheus API. */
  public static PodIdentity gcp() {
    return new PodIdentity(Provider.GOOGLE, null, null);
  }

  Provider provider() {
    return provider;
  }

  /** Returns KEDA's name of the provider. */
  public String kedaProvider() {
    return provider.kedaName;
  }

  /** Returns the region for which requests are signed. */
  public Optional<String> region() {
    return Optional.ofNullable(region);
  }

  /** Returns the client ID of an identity other than that of KEDA's operator. */
  public Optional<String> clientId() {
    return Optional.ofNullable(clientId);
  }

  void check(Findings findings, String option) {
    findings.require(
        region == null || REGION.matcher(region).matches(),
        FindingCode.IDENTITY,
        option,
        quote(region) + " is not an AWS region",
        "Set the region of the workspace: PodIdentity.aws(\"eu-central-1\").");
    findings.require(
        clientId == null || CLIENT_ID.matcher(clientId).matches(),
        FindingCode.IDENTITY,
        option,
        quote(clientId) + " is not the client ID of a managed identity, which is a UUID",
        "Set the client ID of the managed identity.");
  }
}
