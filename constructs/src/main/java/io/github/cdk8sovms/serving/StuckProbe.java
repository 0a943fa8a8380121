package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Containers;
import io.github.cdk8sovms.signal.OvmsMetric;
import io.github.cdk8sovms.signal.internal.MetricRelease;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.plus34.k8s.Probe;

/**
 * A liveness probe that also fails if a pod has requests in progress and completes none of them,
 * for as long as the alert OvmsPodStuck waits. It reads the counters of the server, so a pod with a
 * long queue passes.
 *
 * @param server the server
 */
record StuckProbe(ServerSpec server) {
  /**
   * Reads /metrics with builtins of bash only, as {@link StartupProbe} does. For each model it
   * keeps since when its counters have not changed while requests were in progress; a restart of
   * the container, or a pause of the probes, starts again. Status calls are no progress.
   */
  private static final String SCRIPT =
      """
      port=$1 longest=$2 state=/tmp/progress
      declare -A busy counters since
      exec 3<>/dev/tcp/127.0.0.1/$port || exit 1
      printf 'GET /metrics HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3
      read -r -u 3 version status reason
      if [ "$status" != 200 ]; then echo "/metrics: $status"; exit 1; fi
      while read -r -t 10 -u 3 series value; do
        value=${value%$'\\r'}
        [[ $series =~ [{,]name=\\"([^\\"]*)\\" ]] || continue
        model=${BASH_REMATCH[1]}
        case $series in
          *'"ModelReady"'* | *'ModelMetadata"'* | *'"GetModelStatus"'*) ;;
          ovms_current_graphs{* | ovms_current_requests{*)
            if [ "$value" != 0 ]; then busy[$model]=$value; fi ;;
          ovms_requests_*{* | ovms_responses{* | ovms_graph_error{*)
            counters[$model]+=$value, ;;
        esac
      done
      printf -v now '%(%s)T' -1
      read -r -a process < /proc/1/stat
      if [ -e "$state" ]; then
        {
          read -r last started
          if [ "$started" = "${process[21]}" ] && [ $((now - last)) -le $((10 * longest)) ]; then
            while read -r model time seen; do
              if [ "$seen" = "${counters[$model]:-}" ]; then since[$model]=$time; fi
            done
          fi
        } < "$state"
      fi
      stuck=0
      {
        echo "$now ${process[21]}"
        for model in "${!busy[@]}"; do
          time=${since[$model]:-$now}
          echo "$model $time ${counters[$model]:-}"
          if [ $((now - time)) -ge "$longest" ]; then
            echo "$model: ${busy[$model]} requests in progress, none completed in $longest s" >&2
            stuck=1
          fi
        done
      } > "$state"
      exit $stuck
      """;

  private static final List<OvmsMetric> OF_GRAPHS =
      List.of(
          OvmsMetric.CURRENT_GRAPHS,
          OvmsMetric.REQUESTS_ACCEPTED,
          OvmsMetric.RESPONSES,
          OvmsMetric.GRAPH_ERROR);

  private static final List<OvmsMetric> OF_MODELS =
      List.of(OvmsMetric.CURRENT_REQUESTS, OvmsMetric.REQUESTS_SUCCESS, OvmsMetric.REQUESTS_FAIL);

  Probe toSpec() {
    Lifecycle lifecycle = server.lifecycle();
    Probes.Timing timing = lifecycle.probes().liveness(lifecycle.patience());
    return Probe.builder()
        .exec(
            Containers.exec(
                List.of(
                    "/bin/bash",
                    "-c",
                    SCRIPT,
                    "live",
                    String.valueOf(server.ports().rest()),
                    String.valueOf(longest().toSeconds()))))
        .periodSeconds(timing.period().toSeconds())
        .timeoutSeconds(timing.timeout().toSeconds())
        .failureThreshold(timing.failures())
        .build();
  }

  /** Returns how long no request may complete: as the alert, twice the longest request. */
  private Duration longest() {
    return server.lifecycle().patience();
  }

  void check(Findings findings) {
    List<OvmsMetric> needed = new ArrayList<>();
    if (server.servables().stream().anyMatch(GraphServable.class::isInstance)) {
      needed.addAll(OF_GRAPHS);
    }
    if (server.servables().stream().anyMatch(Model.class::isInstance)) {
      needed.addAll(OF_MODELS);
    }
    List<String> missing =
        needed.stream()
            .filter(metric -> MetricRelease.of(metric).isIn(server.version()))
            .filter(metric -> !server.metrics().of(server.version()).contains(metric))
            .map(OvmsMetric::series)
            .toList();
    findings.require(
        missing.isEmpty(),
        FindingCode.PROBES,
        "restartWhenStuck",
        quote(missing) + " show whether requests complete, and are not exported",
        "Leave .metrics(..) or .restartWhenStuck() out, or add them to .metrics(..).");
  }
}
