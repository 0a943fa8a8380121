package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.FindingCode.NETWORK_PEER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "10.20.0.0/16",
        "10.20.30.40/32",
        "::/0",
        "fd00::/8",
        "2001:db8::/32",
        "1:2:3:4:5:6:7:8/128",
        "1:2:3:4:5:6:7::/112",
        "64:ff9b::1.2.3.4/128",
        "FD00::/8"
      })
  void blocks(String block) {
    assertThat(codes(block)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.20.0.0",
        "10.20.0.0/",
        "10.20.0.0/33",
        "10.20.0.0/08",
        "10.20.0.0/+8",
        "010.020.0.0/16",
        "10.20.0/16",
        "10.20.0.256/32",
        "10.20.0.0.0/16",
        " 10.0.0.0/8",
        "10.0.0.0/8\n",
        "1::2::3/64",
        ":::/0",
        ":1::/64",
        "1:2:3:4:5:6:7/128",
        "1:2:3:4:5:6:7:8:9/128",
        "1:2:3:4:5:6:7::8/128",
        "12345::/32",
        "fe80::%eth0/64",
        "::/129",
        "::ffff:10.0.0.0/104",
        "g::/16",
        "1.2.3.4::/32",
        "１0.0.0.0/8",
        "fd00::/008"
      })
  void noBlocks(String block) {
    assertThat(codes(block)).containsExactly(NETWORK_PEER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.20.30.40/16", "0.0.0.1/0", "10.0.0.3/31", "fd00::1/64", "::1/127"})
  void bitsBehindThePrefix(String block) {
    assertThat(codes(block)).containsExactly(NETWORK_PEER);
  }

  private static List<FindingCode> codes(String block) {
    return Reported.codesBy(
        findings -> Peer.of(NetworkPeer.addresses(block)).check(findings, "clients"));
  }
}
