package io.github.cdk8sovms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** NetworkPolicies, as a network plugin reads them. */
class NetworkPoliciesTest {
  private static final String CLIENT = "10.244.0.1";
  private static final String SERVER = "10.244.0.2";
  private static final String NODE = "10.0.0.2";
  private static final Map<String, JsonNode> PODS =
      Map.of(CLIENT, pod("shop", "client"), SERVER, pod("serving", "server"));
  private static final Map<String, JsonNode> NAMESPACES =
      Map.of(
          "shop", Yaml.parse("{kubernetes.io/metadata.name: shop}"),
          "serving", Yaml.parse("{kubernetes.io/metadata.name: serving}"));

  @Test
  void withoutAPolicyEverythingIsAllowed() {
    assertThat(NetworkPolicies.NONE.allows(CLIENT, SERVER, 8080)).isTrue();
  }

  @Test
  void anEmptyPolicyIsolatesThePodsOfItsNamespace() {
    NetworkPolicies isolated = policies("{podSelector: {}, policyTypes: [Ingress]}");

    assertThat(isolated.allows(CLIENT, SERVER, 8080)).isFalse();
    assertThat(isolated.allows(SERVER, CLIENT, 8080)).as("another namespace").isTrue();
  }

  @Test
  void aPodSelectorAloneMeansTheNamespaceOfThePolicy() {
    assertThat(
            policies("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}")
                .allows(CLIENT, SERVER, 8080))
        .isFalse();
    assertThat(
            policies("{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}")
                .allows(CLIENT, SERVER, 8080))
        .isTrue();
  }

  @Test
  void aPortMayHaveANameOrARange() {
    NetworkPolicies named = policies("{podSelector: {}, ingress: [{ports: [{port: grpc}]}]}");
    NetworkPolicies range =
        policies("{podSelector: {}, ingress: [{ports: [{port: 8000, endPort: 8080}]}]}");

    assertThat(named.allows(CLIENT, SERVER, 8080)).isTrue();
    assertThat(named.allows(CLIENT, SERVER, 8081)).isFalse();
    assertThat(range.allows(CLIENT, SERVER, 8080)).isTrue();
    assertThat(range.allows(CLIENT, SERVER, 8081)).isFalse();
  }

  @Test
  void aNodeIsReachedByItsAddressOnly() {
    NetworkPolicies block =
        policies(
            "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/24, except: [10.0.0.3/32]}}]}]}");

    assertThat(block.allows(NODE, SERVER, 8080)).isTrue();
    assertThat(block.allows("10.0.0.3", SERVER, 8080)).isFalse();
    assertThat(block.allows("10.0.1.2", SERVER, 8080)).isFalse();
  }

  private static NetworkPolicies policies(String spec) {
    JsonNode policy = Yaml.parse("{metadata: {namespace: serving}, spec: " + spec + "}");
    return new NetworkPolicies(List.of(policy), PODS, NAMESPACES);
  }

  private static JsonNode pod(String namespace, String app) {
    return Yaml.parse(
        """
        metadata: {namespace: %s, labels: {app: %s}}
        spec: {containers: [{ports: [{name: grpc, containerPort: 8080}]}]}
        """
            .formatted(namespace, app));
  }
}
