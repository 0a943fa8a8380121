package io.github.cdk8sovms.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.internal.Findings;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://minio.storage.svc:9000",
        "https://minio.storage.svc",
        "http://minio.storage.svc.cluster.local:9000/prefix"
      })
  void aServiceIsItsNamespaceOnEveryPortForItsPodsMayListenElsewhere(String url) {
    assertThat(Traffic.to(URI.create(url)))
        .isEqualTo(Traffic.tcp(NetworkPeer.namespace("storage")));
  }

  @Test
  void aServiceOfTheSameNamespaceNeedsNoName() {
    assertThat(Traffic.to(URI.create("http://minio:9000")))
        .isEqualTo(Traffic.tcp(NetworkPeer.sameNamespace()));
  }

  @Test
  void aHostOutsideIsOnlyItsPort() {
    assertThat(Traffic.to(URI.create("https://models.example.com/a.xml")))
        .isEqualTo(Traffic.tcp(NetworkPeer.anywhere(), 443));
    assertThat(Traffic.to(URI.create("http://models.example.com")))
        .isEqualTo(Traffic.tcp(NetworkPeer.anywhere(), 80));
    assertThat(Traffic.to(URI.create("https://svc.example.com:8443")))
        .isEqualTo(Traffic.tcp(NetworkPeer.anywhere(), 8443));
  }

  @Test
  void anAddressIsItself() {
    assertThat(Traffic.to(URI.create("http://10.0.0.7:9090")))
        .isEqualTo(Traffic.tcp(NetworkPeer.addresses("10.0.0.7/32"), 9090));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/8",
        "0.0.0.0/0",
        "255.255.255.255/32",
        "::/0",
        "fd00::/8",
        "2001:db8::1/128"
      })
  void blocksOfAddressesAreTaken(String block) {
    assertThat(reported(block)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "256.0.0.0/8",
        "10.0.0/8",
        "::/129",
        "example.com/8",
        "10.0.0.0/8\n"
      })
  void anythingElseIsNot(String block) {
    assertThat(reported(block)).hasSize(1);
  }

  private static List<?> reported(String block) {
    Findings findings = Findings.at(() -> "here");
    Peer.of(NetworkPeer.addresses(block)).check(findings, "clients");
    return findings.all();
  }
}
