package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.ApiObjects;
import io.github.cdk8sovms.kubernetes.Identity;
import io.github.cdk8sovms.kubernetes.ObjectRef;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.ApiServiceSpec;

/**
 * Where the adapter has its certificate from, and how the API server knows it to be the adapter's.
 * Whoever can answer in the adapter's place decides how many pods there are.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/">Aggregation
 *     layer</a>
 */
public abstract sealed class AdapterTls permits CertManagerTls, SuppliedTls, SelfSignedTls {
  AdapterTls() {}

  /**
   * cert-manager issues the certificate, renews it, and tells the API server whom to trust. It must
   * be installed, with its CA injector. Unless {@link CertManagerTls#issuer} or {@link
   * CertManagerTls#clusterIssuer} names another, the issuer is one of our own: an authority for
   * nothing but this adapter.
   */
  public static CertManagerTls certManager() {
    return new CertManagerTls();
  }

  /**
   * A certificate that somebody else made.
   *
   * @param secret a Secret of type {@code kubernetes.io/tls} in the adapter's namespace; its
   *     certificate must be for {@code <adapter>.<namespace>.svc}
   * @param caBundle the certificates, in PEM, of the authorities that may have signed it
   */
  public static SuppliedTls secret(String secret, String caBundle) {
    Required.nonNull(secret, "secret");
    Required.nonNull(caBundle, "caBundle");
    return new SuppliedTls(secret, caBundle);
  }

  /**
   * Each pod signs a certificate for itself, which nobody can verify: the traffic is encrypted, but
   * whoever gets between API server and pods can answer in the adapter's place. A warning says so.
   */
  public static SelfSignedTls selfSigned() {
    return new SelfSignedTls();
  }

  /** Checks what was said. */
  abstract void check(Findings findings);

  /** The objects that make the certificate. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects, Identity adapter) {
    return List.of();
  }

  /** The Secret with the certificate and its key; empty if the pod makes both. */
  abstract Optional<String> secret(Identity adapter);

  /** Annotations of the registration. */
  Map<String, String> annotations(Identity adapter) {
    return Map.of();
  }

  /** Says in the registration how the certificate is verified. */
  abstract ApiServiceSpec.Builder verifiedIn(ApiServiceSpec.Builder registration);
}
