package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;

/**
 * A cloud identity of the server's ServiceAccount, instead of keys in a Secret.
 *
 * <p>By default OVMS ignores such an identity and reads anonymously. Each of these sets the
 * environment variable that makes its client libraries use one. This is based on the source of OVMS
 * 2026.3, AWS SDK 1.11.268 and google-cloud-cpp 2.39; it has not been run against a cloud. Azure is
 * not supported: it requires a connection string.
 */
public final class WorkloadIdentity extends ByOptions {
  private final CloudIdentity access;

  private WorkloadIdentity(CloudIdentity access) {
    this.access = access;
  }

  /**
   * A role of AWS (IAM Roles for Service Accounts, IRSA). Emits the annotation {@code
   * eks.amazonaws.com/role-arn} on the ServiceAccount, for which EKS mounts a token into the pod,
   * and {@code AWS_PROFILE=default}, with which OVMS uses the SDK's default chain. Needs OVMS
   * 2024.0 or newer; the SDK of older releases does not support such tokens.
   *
   * @param arn such as {@code "arn:aws:iam::123456789012:role/models"}
   */
  public static WorkloadIdentity awsRole(String arn) {
    Required.nonNull(arn);
    return new WorkloadIdentity(new CloudIdentity.AwsRole(arn));
  }

  /**
   * The ServiceAccount itself, as a principal of Google's Workload Identity Federation for GKE.
   * Emits an empty {@code GOOGLE_APPLICATION_CREDENTIALS}, with which the client uses the metadata
   * server, and allows egress to that server.
   */
  public static WorkloadIdentity google() {
    return new WorkloadIdentity(new CloudIdentity.GoogleAccount(""));
  }

  /**
   * A Google service account that the ServiceAccount impersonates: as {@link #google()}, and the
   * annotation {@code iam.gke.io/gcp-service-account}.
   *
   * @param email such as {@code "models@my-project.iam.gserviceaccount.com"}
   */
  public static WorkloadIdentity google(String email) {
    Required.nonNull(email);
    return new WorkloadIdentity(new CloudIdentity.GoogleAccount(email));
  }

  /** Returns how the server authenticates with it. */
  CloudIdentity access() {
    return access;
  }

  @Override
  List<Object> options() {
    return List.of(access);
  }
}
