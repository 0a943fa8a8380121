package io.github.cdk8sovms.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs the certificates of one trust domain of a control plane, and keeps all as PEM files. */
public final class CertificateAuthority {
  private static final Duration VALIDITY = Duration.ofDays(2);

  private final Path directory;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private CertificateAuthority(Path directory, KeyPair keys, X509Certificate certificate) {
    this.directory = directory;
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A certificate and its private key. */
  public record Identity(Path certificate, Path key) {
    /** The Secret of a server that has it. */
    public JsonNode secret(String namespace, String name) {
      return new ObjectMapper()
          .valueToTree(
              Map.of(
                  "apiVersion",
                  "v1",
                  "kind",
                  "Secret",
                  "type",
                  "kubernetes.io/tls",
                  "metadata",
                  Map.of("name", name, "namespace", namespace),
                  "stringData",
                  Map.of("tls.crt", TextFile.read(certificate), "tls.key", TextFile.read(key))));
    }
  }

  public static CertificateAuthority create(Path directory, String name) {
    try {
      KeyPair keys = newKeys();
      X509v3CertificateBuilder builder = builder(name, name, keys, 1);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      CertificateAuthority authority =
          new CertificateAuthority(directory, keys, sign(builder, keys));
      write(authority.file(), "CERTIFICATE", authority.certificate.getEncoded());
      return authority;
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("no certificate authority " + name, e);
    }
  }

  /** A key without a certificate, as tokens of service accounts are signed with. */
  record SigningKey(Path privateKey, Path publicKey) {
    static SigningKey create(Path directory, String name) {
      try {
        KeyPair keys = newKeys();
        SigningKey key =
            new SigningKey(directory.resolve(name + ".key"), directory.resolve(name + ".pub"));
        write(key.privateKey(), "PRIVATE KEY", keys.getPrivate().getEncoded());
        write(key.publicKey(), "PUBLIC KEY", keys.getPublic().getEncoded());
        return key;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("no key " + name, e);
      }
    }
  }

  /** Trusts what it has signed, and nothing else. */
  SSLContext trust() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("authority", certificate);
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }

  public Path file() {
    return directory.resolve("ca.crt");
  }

  /** For a client if neither names nor addresses are given, else for a server. */
  public Identity issue(String name, List<String> dnsNames, List<String> addresses) {
    try {
      KeyPair own = newKeys();
      String issuer = certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
      X509v3CertificateBuilder builder = builder(issuer, name, own, System.nanoTime());
      List<GeneralName> alternatives = new ArrayList<>();
      dnsNames.forEach(each -> alternatives.add(new GeneralName(GeneralName.dNSName, each)));
      addresses.forEach(each -> alternatives.add(new GeneralName(GeneralName.iPAddress, each)));
      if (!alternatives.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(alternatives.toArray(GeneralName[]::new)));
      }
      Identity identity =
          new Identity(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
      write(identity.certificate(), "CERTIFICATE", sign(builder, keys).getEncoded());
      write(identity.key(), "PRIVATE KEY", own.getPrivate().getEncoded());
      return identity;
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("no certificate of " + name, e);
    }
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(
      String issuer, String subject, KeyPair keys, long serial) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=" + issuer),
        BigInteger.valueOf(serial),
        Date.from(now.minusSeconds(60)),
        Date.from(now.plus(VALIDITY)),
        new X500Name("CN=" + subject),
        keys.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair keys)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static void write(Path file, String label, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
