package io.github.cdk8sovms.cli.doctor;

import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.ADAPTER_PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.MONITORING;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.PROMETHEUS_PODS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.QUERY;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.TARGETS;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.VALUES;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.noResult;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.object;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.parse;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.pod;
import static io.github.cdk8sovms.cli.doctor.FakeQuickstart.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Symptoms similar to a fault of Prometheus, series or the adapter, with another cause or none. */
enum StoreLookAlike {
  STORE_FOR_KNOWN_CALLERS(cluster -> StoreLookAlike.all(cluster, 401, "Unauthorized\n")),
  STORE_OF_TENANTS(cluster -> StoreLookAlike.all(cluster, 401, "no org id\n")),
  STORE_THAT_REFUSES_THE_CALLER(
      cluster ->
          StoreLookAlike.all(
              cluster, 403, "Forbidden (user=system:anonymous, verb=get, resource=prometheuses)")),
  STORE_FORBIDDEN_BY_THE_API_SERVER(
      cluster -> {
        for (String path : List.of(TARGETS, QUERY)) {
          cluster.api.forbid(path, "get", "services/proxy", "", "in the namespace \"monitoring\"");
        }
      }),
  STORE_BEHIND_A_LOGIN(cluster -> StoreLookAlike.all(cluster, 302, "")),
  STORE_BEHIND_A_LOGIN_PAGE(
      cluster ->
          StoreLookAlike.all(cluster, 200, "<html><body>Log in with OpenShift</body></html>")),
  STORE_THAT_STARTS(cluster -> StoreLookAlike.all(cluster, 503, "Service Unavailable")),
  STORE_THAT_IS_BUSY(cluster -> StoreLookAlike.all(cluster, 429, "too many outstanding requests")),
  STORE_WITH_TLS(
      cluster ->
          StoreLookAlike.all(cluster, 400, "Client sent an HTTP request to an HTTPS server.\n")),
  STORE_AT_ANOTHER_PATH(cluster -> cluster.api.remove(TARGETS).remove(QUERY)),
  STORE_WITHOUT_TARGETS(cluster -> cluster.api.remove(TARGETS)),
  STORE_THAT_IS_WRITTEN_TO(
      cluster -> cluster.api.answer(TARGETS, parse("{'data':{'activeTargets':[]}}"))),
  STORE_THAT_NOBODY_WRITES_TO(
      cluster -> {
        cluster.api.answer(TARGETS, parse("{'data':{'activeTargets':[]}}"));
        cluster.api.answer(QUERY, noResult());
        cluster.policies();
      }),
  STORE_WITHOUT_TARGETS_AND_SERIES(
      cluster -> {
        cluster.api.remove(TARGETS);
        cluster.api.answer(QUERY, noResult());
        cluster.policies();
      }),
  STORE_THAT_OTHERS_FEED(
      cluster ->
          cluster.api.answer(
              TARGETS,
              parse("{'data':{'activeTargets':[{'scrapePool':'node','labels':{'pod':'x'}}]}}"))),
  STORE_IN_SHARDS(
      cluster -> {
        cluster.api.answer(QUERY, noResult());
        cluster.api.answer(
            TARGETS,
            parse("{'data':{'activeTargets':[{'scrapePool':'node','labels':{'pod':'x'}}]}}"));
        cluster.api.list(PROMETHEUS_PODS, List.of(shard("0"), shard("1")));
      }),
  STORE_AGENT(
      cluster ->
          cluster.api.answer(
              QUERY,
              422,
              "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"unavailable with"
                  + " Prometheus Agent\"}")),
  STORE_OF_PARTS(
      cluster ->
          cluster.api.answer(
              QUERY,
              parse(
                  "{'status':'success','data':{'resultType':'vector','result':[]},'warnings':['No StoreAPIs matched for this query']}"))),
  STORE_THAT_WARNS(
      cluster ->
          cluster.api.answer(
              QUERY,
              ((ObjectNode) result("1", "{'pod':'resnet-a'}"))
                  .set("warnings", parse("['a store did not answer']")))),
  STORE_BEHIND_A_PROXY_OF_LABELS(
      cluster ->
          cluster.api.answer(
              QUERY, 400, "Bad Request. The \"namespace\" query parameter must be provided.\n")),
  QUERY_BEYOND_A_LIMIT(
      cluster -> {
        cluster.api.answer(
            QUERY,
            422,
            "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"query processing would load"
                + " too many samples into memory in query execution\"}");
        cluster.api.answer(
            QUERY + "?query=topk(1, ovms_current_requests)", result("1", "{'pod':'resnet-a'}"));
      }),
  QUERY_OF_A_SCALAR(
      cluster ->
          cluster.api.answer(QUERY, parse("{'data':{'resultType':'scalar','result':[1,'2']}}"))),
  SERIES_OF_OTHERS(
      cluster ->
          cluster
              .api
              .answer(QUERY, noResult())
              .answer(
                  QUERY + "?query=topk(1, ovms_current_requests)",
                  result("1", "{'namespace':'other','pod':'theirs'}"))),
  SERIES_OF_A_RULE(
      cluster -> {
        cluster.rules("ovms_current_requests", "ovms_load_of_pod");
        cluster.api.answer(QUERY, noResult());
      }),
  VALUES_FOR_KNOWN_CALLERS(cluster -> cluster.api.status(VALUES, 401, "Unauthorized")),
  VALUES_FOR_NOBODY(
      cluster ->
          cluster.api.status(
              VALUES,
              403,
              "pods.custom.metrics.k8s.io is forbidden: User \"system:anonymous\" cannot list"
                  + " resource \"pods\" in API group \"custom.metrics.k8s.io\"")),
  METRIC_SERVED_AND_NOT_LISTED(
      cluster -> cluster.api.answer(FakeQuickstart.CUSTOM_METRICS, parse("{'resources':[]}"))),
  RULE_OF_A_PATTERN(
      cluster -> {
        Fault.unlisted(cluster);
        cluster.configIs(
            "rules:\n- seriesQuery: '{__name__=~\"^ovms_.*\",namespace!=\"\",pod!=\"\"}'\n"
                + "  resources: {template: <<.Resource>>}\n"
                + "  name: {matches: \"^ovms_(.*)$\", as: \"ovms_${1}_ratio\"}\n"
                + "  metricsQuery: sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)\n");
      }),
  RULE_IN_ANOTHER_FILE(
      cluster -> {
        Fault.unlisted(cluster);
        ObjectNode config = object("ConfigMap", "prometheus-adapter-rules");
        ObjectNode data = (ObjectNode) config.path("data");
        String key = data.fieldNames().next();
        data.set("of-another-owner.yaml", data.path(key));
        data.put(key, "rules:\n- seriesQuery: other_series\n  metricsQuery: x\n");
        cluster.api.answer(MONITORING + "/configmaps/prometheus-adapter-rules", config);
      }),
  CONFIG_LABELLED_ONLY(
      cluster -> {
        Fault.unlisted(cluster);
        cluster.configChanged("{'f:metadata':{}}");
      }),
  CONFIG_READ_BY_A_RESTARTED_CONTAINER(
      cluster -> {
        Fault.unlisted(cluster);
        cluster.configChanged("{'f:data':{}}");
        ObjectNode pod = pod("prometheus-adapter-a", "True");
        ((ObjectNode) pod.path("status"))
            .set(
                "containerStatuses",
                parse(
                    "[{'name':'adapter','ready':true,'state':{'running':{'startedAt':'2026-11-25T12:00:00Z'}}}]"));
        cluster.api.list(ADAPTER_PODS, List.of(pod));
      });

  private final Consumer<FakeQuickstart> effect;

  StoreLookAlike(Consumer<FakeQuickstart> effect) {
    this.effect = effect;
  }

  void befall(FakeQuickstart cluster) {
    effect.accept(cluster);
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }

  private static void all(FakeQuickstart cluster, int status, String body) {
    cluster.api.answer(TARGETS, status, body).answer(QUERY, status, body);
  }

  private static ObjectNode shard(String number) {
    ObjectNode pod = pod("prometheus-shard-" + number, "True");
    ((ObjectNode) pod.at("/metadata/labels")).put("operator.prometheus.io/shard", number);
    return pod;
  }
}
