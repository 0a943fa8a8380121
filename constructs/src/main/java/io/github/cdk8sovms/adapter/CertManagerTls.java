package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cdk8s.ApiObject;
import org.cdk8s.plus34.k8s.ApiServiceSpec;
import org.jspecify.annotations.Nullable;

/**
 * See {@link AdapterTls#certManager()}. Emits a Certificate; without an existing issuer also a CA
 * Certificate and two Issuers.
 *
 * @see <a href="https://cert-manager.io/docs/concepts/ca-injector/">CA injector</a>
 */
public final class CertManagerTls extends AdapterTls {
  private static final String API_VERSION = "cert-manager.io/v1";
  private static final ResourceType ISSUER = new ResourceType(API_VERSION, "Issuer");
  private static final ResourceType CERTIFICATE = new ResourceType(API_VERSION, "Certificate");
  private static final String INJECT_CA_FROM = "cert-manager.io/inject-ca-from";

  /** An issuer that already exists. */
  private record IssuerReference(String kind, String name) {}

  private final @Nullable IssuerReference given;
  private final List<String> issuers;

  CertManagerTls() {
    this(null, List.of());
  }

  private CertManagerTls(@Nullable IssuerReference given, List<String> issuers) {
    this.given = given;
    this.issuers = issuers;
  }

  /** Uses an Issuer in the adapter's namespace. */
  public CertManagerTls issuer(String name) {
    Required.nonNull(name);
    return by(new IssuerReference("Issuer", name));
  }

  /** Uses a ClusterIssuer. */
  public CertManagerTls clusterIssuer(String name) {
    Required.nonNull(name);
    return by(new IssuerReference("ClusterIssuer", name));
  }

  private CertManagerTls by(IssuerReference issuer) {
    List<String> more = new ArrayList<>(issuers);
    more.add(issuer.kind() + " " + issuer.name());
    return new CertManagerTls(issuer, List.copyOf(more));
  }

  @Override
  void check(Findings findings) {
    findings.require(
        issuers.stream().distinct().count() <= 1,
        FindingCode.CONTRADICTION,
        "tls.issuer",
        quote(issuers) + " are several issuers, but a certificate has one",
        "Keep one .issuer(..) or .clusterIssuer(..).");
    if (given != null) {
      Names.checkReference(findings, "tls.issuer", given.name());
    }
  }

  @Override
  List<ObjectRef<? extends ApiObject>> create(ApiObjects objects, Identity adapter) {
    List<ObjectRef<? extends ApiObject>> created = new ArrayList<>();
    IssuerReference issuer = given == null ? createAuthority(objects, adapter, created) : given;
    created.add(
        objects.customResource(
            "Certificate", CERTIFICATE, adapter.name(), Map.of(), certificate(adapter, issuer)));
    objects.reserve("Secret", secretName(adapter));
    return created;
  }

  @Override
  Optional<String> secret(Identity adapter) {
    return Optional.of(secretName(adapter));
  }

  /** cert-manager stores the issuing CA with each certificate, and injects it from there. */
  @Override
  Map<String, String> annotations(Identity adapter) {
    return Map.of(INJECT_CA_FROM, adapter.namespace() + "/" + adapter.name());
  }

  @Override
  ApiServiceSpec.Builder verifiedIn(ApiServiceSpec.Builder registration) {
    return registration;
  }

  private static IssuerReference createAuthority(
      ApiObjects objects, Identity adapter, List<ObjectRef<? extends ApiObject>> created) {
    String authority = adapter.name() + "-ca";
    IssuerReference selfSigned = new IssuerReference("Issuer", adapter.name() + "-self-signed");
    created.add(
        objects.customResource(
            "SelfSignedIssuer",
            ISSUER,
            selfSigned.name(),
            Map.of(),
            Map.of("selfSigned", Map.of())));
    created.add(
        objects.customResource(
            "Authority", CERTIFICATE, authority, Map.of(), authority(authority, selfSigned)));
    created.add(
        objects.customResource(
            "Issuer", ISSUER, authority, Map.of(), Map.of("ca", Map.of("secretName", authority))));
    objects.reserve("Secret", authority);
    return new IssuerReference("Issuer", authority);
  }

  private static Map<String, Object> authority(String name, IssuerReference issuer) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("isCA", true);
    spec.put("commonName", name);
    spec.put("secretName", name);
    spec.put("duration", "43800h");
    // With a new key after a renewal, certificates signed before could not be verified.
    spec.put("privateKey", privateKey("Never"));
    spec.put("issuerRef", reference(issuer));
    return spec;
  }

  private static Map<String, Object> certificate(Identity adapter, IssuerReference issuer) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("secretName", secretName(adapter));
    spec.put("dnsNames", List.of(adapter.name() + "." + adapter.namespace() + ".svc"));
    spec.put("usages", List.of("digital signature", "server auth"));
    spec.put("duration", "2160h");
    spec.put("privateKey", privateKey("Always"));
    spec.put("issuerRef", reference(issuer));
    return spec;
  }

  private static Map<String, Object> privateKey(String rotationPolicy) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("algorithm", "ECDSA");
    key.put("size", 256);
    key.put("rotationPolicy", rotationPolicy);
    return key;
  }

  private static Map<String, Object> reference(IssuerReference issuer) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("group", "cert-manager.io");
    reference.put("kind", issuer.kind());
    reference.put("name", issuer.name());
    return reference;
  }

  private static String secretName(Identity adapter) {
    return adapter.name() + "-tls";
  }
}
