package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.SecurityCases;
import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.kubernetes.ClusterNetwork;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Mistakes in what the network lets through, in certificates and in other secrets. */
final class BadSecurity {
  private final Map<String, Consumer<Chart>> inputs = new LinkedHashMap<>();

  private BadSecurity() {
    addNetworks();
    addCertificates();
    addAccess();
  }

  static Map<String, Consumer<Chart>> all() {
    return new BadSecurity().inputs;
  }

  private void addNetworks() {
    server("client of no block", server -> server.clients(NetworkPeer.addresses("10.20.0.0")));
    server(
        "client of a block beyond 32 bits",
        server -> server.clients(NetworkPeer.addresses("10.20.0.0/33")));
    server("client in a namespace of spaces", it -> it.clients(NetworkPeer.namespace("my shop")));
    server(
        "client with a label of spaces",
        it -> it.clients(NetworkPeer.pods("shop", Map.of("app", "check out"))));
    server(
        "name service on port 0",
        it -> it.network(ClusterNetwork.standard().dns(NetworkPeer.namespace("dns"), 0)));
    inputs.put(
        "existing Prometheus outside without a namespace",
        chart ->
            ExistingPrometheus.Builder.create(chart, "prometheus")
                .url("https://prometheus.example.com")
                .scrape(Cases.server(chart, "resnet").build())
                .build());
  }

  private void addCertificates() {
    inputs.put(
        "adapter without TLS",
        chart ->
            MetricsAdapter.Builder.create(chart, "adapter").prometheus(scraping(chart)).build());
    adapter("authority is no certificate", AdapterTls.secret("adapter-tls", "ca.crt"));
    adapter(
        "authority has expired",
        AdapterTls.secret("adapter-tls", SecurityCases.certificate("expired.crt")));
    adapter(
        "authority with its private key",
        AdapterTls.secret(
            "adapter-tls",
            SecurityCases.certificate("authority.crt") + "-----BEGIN PRIVATE KEY-----\n"));
    adapter("issuer of a strange name", AdapterTls.certManager().issuer("our ca"));
  }

  private void addAccess() {
    access("token and password", PrometheusAccess.open().bearerToken("a").authorization("b"));
    access(
        "client certificate without authority",
        PrometheusAccess.open().clientCertificate("client"));
    access("secret of a strange name", PrometheusAccess.open().ca("The CA"));
    existing(
        "token over plain HTTP",
        it ->
            it.url("http://prometheus.monitoring.svc:9090")
                .access(PrometheusAccess.open().bearerToken("token")));
    existing(
        "authority over plain HTTP",
        it ->
            it.url("http://prometheus.monitoring.svc:9090")
                .access(PrometheusAccess.open().ca("authority")));
  }

  private static PrometheusStack scraping(Chart chart) {
    return Cases.prometheus(chart, Cases.server(chart, "resnet").build()).build();
  }

  private void server(String what, UnaryOperator<OvmsModelServer.Builder> wrong) {
    inputs.put(what, chart -> wrong.apply(Cases.server(chart, "resnet")).build());
  }

  private void adapter(String what, AdapterTls wrong) {
    inputs.put(what, chart -> Cases.adapter(chart, scraping(chart)).tls(wrong).build());
  }

  private void existing(String what, UnaryOperator<ExistingPrometheus.Builder> wrong) {
    inputs.put(
        what,
        chart ->
            wrong
                .apply(
                    Cases.existingPrometheus(chart, Cases.server(chart, "resnet").build())
                        .url("https://prometheus.monitoring.svc:9090"))
                .build());
  }

  private void access(String what, PrometheusAccess wrong) {
    existing(what, it -> it.access(wrong));
  }
}
