package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.cdk8s.plus34.k8s.ApiServiceSpec;

/** See {@link AdapterTls#secret(String, String)}. */
final class SuppliedTls extends AdapterTls {
  private static final String FIX =
      "Give the CA certificates, as in Files.readString(Path.of(\"ca.crt\")).";

  private final String secret;
  private final String caBundle;

  SuppliedTls(String secret, String caBundle) {
    this.secret = secret;
    this.caBundle = caBundle;
  }

  @Override
  void check(Findings findings) {
    Names.checkReference(findings, "tls.secret", secret);
    findings.require(
        !caBundle.contains("PRIVATE KEY"),
        FindingCode.ADAPTER_CERTIFICATE,
        "tls.caBundle",
        "it contains a private key, but an APIService is readable by all users",
        FIX);
    List<X509Certificate> authorities = authorities();
    findings.require(
        !authorities.isEmpty(),
        FindingCode.ADAPTER_CERTIFICATE,
        "tls.caBundle",
        "it is not a list of certificates in PEM",
        FIX);
    authorities.forEach(authority -> checkAuthority(findings, authority));
  }

  @Override
  Optional<String> secret(Identity adapter) {
    return Optional.of(secret);
  }

  @Override
  ApiServiceSpec.Builder verifiedIn(ApiServiceSpec.Builder registration) {
    return registration.caBundle(
        Base64.getEncoder().encodeToString(caBundle.getBytes(StandardCharsets.UTF_8)));
  }

  private static void checkAuthority(Findings findings, X509Certificate authority) {
    String name = authority.getSubjectX500Principal().getName();
    findings.require(
        authority.getNotAfter().after(new Date()),
        FindingCode.ADAPTER_CERTIFICATE,
        "tls.caBundle",
        Findings.quote(name)
            + " expired on "
            + authority.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate()
            + ", so the API server would reject every certificate",
        FIX);
  }

  /** Returns the certificates; none if any part of the text is something else. */
  private List<X509Certificate> authorities() {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(caBundle.getBytes(StandardCharsets.UTF_8)));
      return certificates.stream().map(X509Certificate.class::cast).toList();
    } catch (CertificateException e) {
      return List.of();
    }
  }
}
