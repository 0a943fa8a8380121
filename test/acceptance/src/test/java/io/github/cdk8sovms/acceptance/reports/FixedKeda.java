package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.KedaCases;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.autoscaling.Schedule;
import io.github.cdk8sovms.kubernetes.KubernetesVersion;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** For {@link FixedInputsTest}: options of KEDA. */
final class FixedKeda {
  private static final BiFunction<Chart, OvmsModelServer, Prometheus> STANDALONE =
      (chart, server) -> Cases.prometheus(chart, server).build();
  private static final BiFunction<Chart, OvmsModelServer, Prometheus> EXISTING =
      BadKeda.existing("http://prometheus.monitoring.svc:9090");
  private static final UnaryOperator<Keda> AWAKENED = awakenedBy(KedaCases.REQUESTS_OF_GATEWAY);
  private static final UnaryOperator<RatioAutoscaler.Builder> STARTS_SLOWLY =
      it -> it.startTime(Duration.ofSeconds(90));
  private static final UnaryOperator<RatioAutoscaler.Builder> NONE_OR_MORE =
      it -> it.replicas(0, 3);

  private final List<FixedInput> inputs = new ArrayList<>();

  private FixedKeda() {
    add(
        FindingCode.KEDA_PROMETHEUS,
        "Write the full name",
        BadKeda.program(BadKeda.existing("http://prometheus:9090"), it -> it, it -> it),
        BadKeda.program(EXISTING, it -> it, it -> it));
    addFallbacks();
    addScaleToZero();
    addSchedules();
    addWithoutKeda();
  }

  static List<FixedInput> all() {
    return new FixedKeda().inputs;
  }

  private void addSchedules() {
    Schedule day = Schedule.between(LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of("UTC"));
    Consumer<Chart> right =
        BadKeda.program(STANDALONE, it -> it, it -> it.schedule(day.atLeast(2)));
    add(
        FindingCode.SCHEDULE,
        "Add .atLeast(..)",
        BadKeda.program(STANDALONE, it -> it, it -> it.schedule(day)),
        right);
    Schedule casablanca =
        Schedule.between(LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneId.of("Africa/Casablanca"))
            .atLeast(2);
    add(
        FindingCode.SCHEDULE_NEEDS_KEDA,
        "Use .metrics(Keda.with(prometheus))",
        FixedPrograms.autoscaler(it -> it.schedule(casablanca)),
        BadKeda.program(STANDALONE, it -> it, it -> it.schedule(casablanca)));
  }

  private void addFallbacks() {
    add(
        FindingCode.FALLBACK,
        "Write .fallback(8, 2)",
        BadKeda.program(STANDALONE, keda -> keda.fallback(0, 4), it -> it),
        BadKeda.program(STANDALONE, keda -> keda.fallback(8, 2), it -> it));
    add(
        FindingCode.FALLBACK_TOO_SOON,
        "Write .fallback(10, 3)",
        BadKeda.program(STANDALONE, keda -> keda.fallback(3, 3), STARTS_SLOWLY),
        BadKeda.program(STANDALONE, keda -> keda.fallback(10, 3), STARTS_SLOWLY));
  }

  private void addScaleToZero() {
    Consumer<Chart> right = BadKeda.program(EXISTING, AWAKENED, NONE_OR_MORE);
    add(
        FindingCode.ACTIVATION,
        "Use a metric of the proxy in front of the server",
        BadKeda.program(EXISTING, awakenedBy("sum(ovms_current_requests)"), NONE_OR_MORE),
        right);
    add(
        FindingCode.ACTIVATION,
        "Use an ExistingPrometheus",
        BadKeda.program(STANDALONE, AWAKENED, NONE_OR_MORE),
        right);
    add(
        FindingCode.REPLICA_RANGE,
        "add .scaleToZero(..), here or of Keda",
        BadKeda.program(EXISTING, it -> it, NONE_OR_MORE),
        right);
    add(
        FindingCode.REPLICA_RANGE,
        "Write .replicas(0, 3)",
        BadKeda.program(EXISTING, AWAKENED, it -> it),
        right);
  }

  private void addWithoutKeda() {
    UnaryOperator<RatioAutoscaler.Builder> to =
        it ->
            it.kubernetes(KubernetesVersion.of("1.37"))
                .scaleToZero(KedaCases.REQUESTS_OF_GATEWAY, Duration.ofMinutes(10));
    Consumer<Chart> right = BadKeda.programWithAdapter(EXISTING, it -> to.apply(it.replicas(0, 3)));
    add(
        FindingCode.REPLICA_RANGE,
        "add .scaleToZero(..), here or of Keda",
        BadKeda.programWithAdapter(EXISTING, NONE_OR_MORE),
        right);
    add(
        FindingCode.REPLICA_RANGE,
        "Write .replicas(0, 3)",
        BadKeda.programWithAdapter(EXISTING, to),
        right);
    add(
        FindingCode.ACTIVATION,
        "Use an ExistingPrometheus",
        BadKeda.programWithAdapter(STANDALONE, it -> to.apply(it.replicas(0, 3))),
        right);
  }

  private void add(
      FindingCode code, String proposal, Consumer<Chart> wrong, Consumer<Chart> fixed) {
    inputs.add(new FixedInput(code, proposal, wrong, fixed));
  }

  private static UnaryOperator<Keda> awakenedBy(String query) {
    return keda -> keda.scaleToZero(query, Duration.ofMinutes(10));
  }
}
