package io.github.cdk8sovms.acceptance.cases;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.PullPolicy;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cdk8s.Chart;

/** Programs that use the options for the network, for certificates and for other secrets. */
public final class SecurityCases {
  private static final ClusterNetwork KNOWN_API_SERVER =
      ClusterNetwork.standard()
          .apiServer(NetworkPeer.addresses("10.20.0.1/32"), 6443)
          .apiServerCalls(NetworkPeer.addresses("10.20.0.1/32"));

  private SecurityCases() {}

  static Map<String, Consumer<Chart>> all() {
    Map<String, Consumer<Chart>> cases = new LinkedHashMap<>();
    cases.put("network-every-option", SecurityCases::networkEveryOption);
    cases.put("without-network-policies", SecurityCases::withoutNetworkPolicies);
    cases.put("adapter-cert-manager", chart -> adapter(chart, AdapterTls.certManager()));
    cases.put(
        "adapter-cluster-issuer",
        chart -> adapter(chart, AdapterTls.certManager().clusterIssuer("company-ca")));
    cases.put(
        "adapter-supplied-certificate",
        chart ->
            adapter(chart, AdapterTls.secret("adapter-certificate", certificate("authority.crt"))));
    cases.put(
        "prometheus-with-token",
        chart ->
            secured(
                chart,
                PrometheusAccess.open()
                    .ca("prometheus-ca")
                    .bearerToken("prometheus-token")
                    .clientCertificate("prometheus-client")));
    cases.put(
        "prometheus-with-password",
        chart -> secured(chart, PrometheusAccess.open().authorization("prometheus-password")));
    cases.put("namespace-without-default-deny", SecurityCases::openNamespace);
    return cases;
  }

  /** For pods of other owners, which have no policies. */
  private static void openNamespace(Chart chart) {
    Namespace.Builder.create(chart, "shared").withoutDefaultDeny().build();
  }

  /** A certificate of the test's own. */
  public static String certificate(String file) {
    return Repository.read(Repository.RESOURCES.resolve("certificates").resolve(file));
  }

  private static void networkEveryOption(Chart chart) {
    OvmsModelServer resnet =
        Cases.server(chart, "resnet")
            .clients(
                NetworkPeer.namespace("ingress"),
                NetworkPeer.pods("shop", Map.of("app", "checkout")),
                NetworkPeer.addresses("10.30.0.0/16"))
            .imagePullPolicy(PullPolicy.IF_NOT_PRESENT)
            .network(ClusterNetwork.standard().dns(NetworkPeer.addresses("10.20.0.10/32"), 53))
            .build();
    PrometheusStack prometheus =
        Cases.prometheus(chart, resnet)
            .clients(NetworkPeer.pods("grafana", Map.of("app.kubernetes.io/name", "grafana")))
            .network(KNOWN_API_SERVER)
            .build();
    Cases.adapter(chart, prometheus).network(KNOWN_API_SERVER).build();
  }

  private static void withoutNetworkPolicies(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").withoutNetworkPolicies().build();
    PrometheusStack prometheus = Cases.prometheus(chart, resnet).withoutNetworkPolicies().build();
    Cases.adapter(chart, prometheus).withoutNetworkPolicies().build();
  }

  private static void adapter(Chart chart, AdapterTls tls) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    Cases.adapter(chart, Cases.prometheus(chart, resnet).build()).tls(tls).build();
  }

  private static void secured(Chart chart, PrometheusAccess access) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    ExistingPrometheus prometheus =
        Cases.existingPrometheus(chart, resnet)
            .url("https://prometheus.monitoring.svc:9090")
            .access(access)
            .build();
    MetricsAdapter adapter = Cases.adapter(chart, prometheus).build();
    Cases.autoscaler(chart, resnet, adapter).build();
  }
}
