package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.FindingCode.ADAPTER_CERTIFICATE;
import static io.github.cdk8sovms.validation.FindingCode.ADAPTER_NOT_VERIFIED;
import static io.github.cdk8sovms.validation.FindingCode.MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class AdapterTlsTest {
  private static final String AUTHORITY = certificate("authority.crt");

  private final Chart chart = Programs.chart();
  private final ExistingPrometheus prometheus =
      Programs.existingPrometheus(chart).url("http://prometheus:9090").build();

  @Test
  void theChoiceMustBeMade() {
    assertThat(
            Reported.codesBuilding(
                MetricsAdapter.Builder.create(chart, "adapter").prometheus(prometheus)::build))
        .containsExactly(MISSING);
  }

  @Test
  void aSelfSignedCertificateIsUnverifiedInTheApiServiceAndAWarning() {
    assertThat(adapter(AdapterTls.selfSigned()).findings())
        .extracting(Finding::code)
        .containsExactly(ADAPTER_NOT_VERIFIED);

    assertThat(registrations())
        .hasSize(2)
        .allMatch(spec -> spec.get("insecureSkipTLSVerify").asBoolean())
        .noneMatch(spec -> spec.has("caBundle"));
    assertThat(arguments()).contains("--cert-dir=/tmp/certificates");
  }

  @Test
  void aCertificateOfOnesOwnIsVerifiedWithItsAuthority() {
    assertThat(adapter(AdapterTls.secret("adapter-certificate", AUTHORITY)).findings()).isEmpty();

    String caBundle =
        Base64.getEncoder().encodeToString(AUTHORITY.getBytes(StandardCharsets.UTF_8));
    assertThat(registrations())
        .allMatch(spec -> spec.get("caBundle").asText().equals(caBundle))
        .noneMatch(spec -> spec.has("insecureSkipTLSVerify"));
    assertThat(arguments())
        .contains(
            "--tls-cert-file=/etc/adapter-certificate/tls.crt",
            "--tls-private-key-file=/etc/adapter-certificate/tls.key",
            "--tls-min-version=VersionTLS13");
    assertThat(secretOfVolume("certificate")).isEqualTo("adapter-certificate");
  }

  @Test
  void certManagerMakesAnAuthorityForThisAdapterAlone() {
    assertThat(adapter(AdapterTls.certManager()).findings()).isEmpty();
    Synthesized objects = Synthesized.of(chart);

    JsonNode certificate = named(objects, "Certificate", "adapter").get("spec");
    assertThat(certificate.at("/dnsNames/0").asText())
        .as("the name by which the API server calls")
        .isEqualTo("adapter.monitoring.svc");
    assertThat(secretOfVolume("certificate")).isEqualTo(certificate.at("/secretName").asText());
    JsonNode issuer = named(objects, certificate.at("/issuerRef/kind").asText(), "adapter-ca");
    JsonNode authority = named(objects, "Certificate", "adapter-ca").get("spec");
    assertThat(issuer.at("/spec/ca/secretName").asText())
        .isEqualTo(authority.at("/secretName").asText());
    assertThat(authority.at("/isCA").asBoolean()).isTrue();
    assertThat(authority.at("/privateKey/rotationPolicy").asText())
        .as("certificates that it signed stay valid when it is renewed")
        .isEqualTo("Never");
    assertThat(registrations())
        .noneMatch(spec -> spec.has("insecureSkipTLSVerify") || spec.has("caBundle"));
    assertThat(objects.all("APIService"))
        .allMatch(
            object ->
                object
                    .at("/metadata/annotations/cert-manager.io~1inject-ca-from")
                    .asText()
                    .equals("monitoring/adapter"));
  }

  @Test
  void certManagerUsesAnIssuerThatIsThere() {
    adapter(AdapterTls.certManager().clusterIssuer("company-ca"));
    Synthesized objects = Synthesized.of(chart);

    assertThat(objects.all("Issuer")).isEmpty();
    JsonNode issuer = objects.the("Certificate").at("/spec/issuerRef");
    assertThat(issuer.get("kind").asText()).isEqualTo("ClusterIssuer");
    assertThat(issuer.get("name").asText()).isEqualTo("company-ca");
  }

  @Test
  void authoritiesThatCannotVerifyAreRefused() {
    assertThat(codes(certificate("expired.crt"))).containsExactly(ADAPTER_CERTIFICATE);
    assertThat(codes("")).containsExactly(ADAPTER_CERTIFICATE);
    assertThat(codes("ca.crt")).containsExactly(ADAPTER_CERTIFICATE);
    assertThat(codes(AUTHORITY + "-----BEGIN EC PRIVATE KEY-----\n")).contains(ADAPTER_CERTIFICATE);
    assertThat(codes(AUTHORITY + AUTHORITY)).as("several are fine").isEmpty();
  }

  private List<FindingCode> codes(String caBundle) {
    return Reported.codesBuilding(
        Programs.adapter(Programs.chart(), prometheus).tls(AdapterTls.secret("tls", caBundle))
            ::build);
  }

  private MetricsAdapter adapter(AdapterTls tls) {
    return Programs.adapter(chart, prometheus).tls(tls).build();
  }

  private List<JsonNode> registrations() {
    return Synthesized.of(chart).all("APIService").stream()
        .map(object -> object.get("spec"))
        .toList();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    Synthesized.of(chart)
        .the("Deployment")
        .at("/spec/template/spec/containers/0/args")
        .forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }

  private static JsonNode named(Synthesized objects, String kind, String name) {
    return objects.all(kind).stream()
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String secretOfVolume(String name) {
    for (JsonNode volume :
        Synthesized.of(chart).the("Deployment").at("/spec/template/spec/volumes")) {
      if (volume.get("name").asText().equals(name)) {
        return volume.at("/secret/secretName").asText();
      }
    }
    throw new AssertionError("no volume " + name);
  }

  private static String certificate(String file) {
    try {
      return Files.readString(Path.of("src/test/resources/certificates", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
