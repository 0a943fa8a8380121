package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.ApiServiceSpec;

/**
 * The adapter's serving certificate, and how the API server verifies it. An impostor of the adapter
 * could control the number of pods.
 *
 * <pre>{@code
 * AdapterTls.certManager()
 * AdapterTls.selfSigned()
 * }</pre>
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/">Aggregation
 *     layer</a>
 */
public abstract sealed class AdapterTls permits CertManagerTls, SuppliedTls, SelfSignedTls {
  AdapterTls() {}

  /**
   * cert-manager issues and renews the certificate, and injects the CA into the APIService. It must
   * be installed, with its CA injector. By default an issuer for this adapter only is created;
   * {@link CertManagerTls#issuer} or {@link CertManagerTls#clusterIssuer} sets an existing one.
   */
  public static CertManagerTls certManager() {
    return new CertManagerTls();
  }

  /**
   * Uses an existing certificate.
   *
   * @param secret a Secret of type {@code kubernetes.io/tls} in the adapter's namespace; its
   *     certificate must be for {@code <adapter>.<namespace>.svc}
   * @param caBundle the CA certificates, in PEM, that verify it
   */
  public static AdapterTls secret(String secret, String caBundle) {
    Required.nonNull(secret, "secret");
    Required.nonNull(caBundle, "caBundle");
    return new SuppliedTls(secret, caBundle);
  }

  /**
   * Each pod uses a self-signed certificate, which cannot be verified: the traffic is encrypted,
   * but a man in the middle between API server and pods can impersonate the adapter. This is a
   * warning.
   */
  public static AdapterTls selfSigned() {
    return new SelfSignedTls();
  }

  /** Checks the options. */
  abstract void check(Findings findings);

  /** Creates the objects for the certificate. */
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects, Identity adapter) {
    return List.of();
  }

  /** Returns the Secret with the certificate and its key; empty if the pod generates both. */
  abstract Optional<String> secret(Identity adapter);

  /** Returns the annotations of the APIService. */
  Map<String, String> annotations(Identity adapter) {
    return Map.of();
  }

  /** Sets the verification of the certificate in the APIService. */
  abstract ApiServiceSpec.Builder verifiedIn(ApiServiceSpec.Builder registration);
}
