package io.github.cdk8sovms;

import io.github.cdk8sovms.adapter.AdapterTls;
import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.adapter.PrometheusAdapter;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.Keda;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.internal.ovms.ServingCapacity;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.Mesh;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NodeRequirement;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.monitoring.PrometheusAccess;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.SteadyLoad;
import io.github.cdk8sovms.serving.ClaimedVolume;
import io.github.cdk8sovms.serving.Device;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.KServeRuntime;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ModelSource;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.serving.SingleDevice;
import io.github.cdk8sovms.serving.StartBudget;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.synthesis.SynthesisSummary;
import io.github.cdk8sovms.validation.internal.Findings;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.cdk8s.App;
import org.cdk8s.Chart;
import software.constructs.Construct;

/** A value of each type that public methods take, so that nothing is wrong with it. */
final class Samples {
  private final Map<Class<?>, Object> values = new HashMap<>();
  private final Chart chart = new Chart(new App(), "samples");
  private int builders;

  Samples() {
    OvmsModelServer server = Programs.server(chart, "resnet").build();
    PrometheusStack prometheus = Programs.prometheus(chart, server).build();
    ExistingAdapter adapter = Programs.existingAdapter(chart, prometheus).build();
    RatioAutoscaler autoscaler = Programs.autoscaler(chart, server, adapter).build();
    put(Chart.class, chart);
    put(Construct.class, chart);
    put(ModelServer.class, server);
    put(OvmsModelServer.class, server);
    put(OpenVinoOperatorServer.class, Programs.operatorServer(Programs.chart(), "resnet").build());
    put(KServeModelServer.class, Programs.kserve(Programs.chart(), "resnet").build());
    put(KServeRuntime.class, KServeRuntime.kserve());
    put(Prometheus.class, prometheus);
    put(PrometheusStack.class, prometheus);
    put(OperatorPrometheus.class, Programs.operatorPrometheus(Programs.chart(), server).build());
    put(
        ExistingPrometheus.class,
        Programs.existingPrometheus(Programs.chart(), server).url("http://a.b.svc:9090").build());
    put(PrometheusAdapter.class, adapter);
    put(ExistingAdapter.class, adapter);
    put(MetricsAdapter.class, installed());
    put(RatioAutoscaler.class, autoscaler);
    put(Namespace.class, Namespace.of(chart, "ns"));
    put(Dashboard.class, Dashboard.Builder.create(chart, "board").autoscaler(autoscaler).build());
    put(Alerts.class, Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build());
    put(Keda.class, Keda.with(prometheus));
    put(Findings.class, Findings.at(() -> "samples"));
    put(LoadSignal.class, LoadSignal.requestsPerStream());
    put(Model.class, Model.of("m", ModelSource.of("s3://models/m")));
    put(
        ModelStore.class,
        ModelStore.Builder.create(chart, "store")
            .image(OvmsImage.of("2026.3.1"))
            .size("1Gi")
            .fetch(HuggingFace.of("OpenVINO/m"))
            .build());
    put(HuggingFace.class, HuggingFace.of("OpenVINO/m"));
    put(ClaimedVolume.class, ModelSource.volumeClaim("a", "b"));
    put(ServingCapacity.class, ServerLink.of(server).serving().capacity());
    put(StartBudget.class, server.startBudget());
    put(OvmsImage.class, OvmsImage.of("2026.2.1"));
    put(Resources.class, Resources.cpu("1").memory("1Gi"));
    put(PrometheusAccess.class, PrometheusAccess.open());
    put(AdapterTls.class, AdapterTls.certManager());
    put(Mesh.class, Mesh.istioAmbient());
    put(Device.class, Device.cpu());
    put(SingleDevice.class, Device.cpu());
    put(App.class, new App());
    put(SynthesisSummary.class, SynthesisSummary.of(new App()));
    put(NodeRequirement[].class, new NodeRequirement[] {NodeRequirement.exists("a")});
    put(Path.class, Path.of("a"));
    put(ExtraContainer.class, ExtraContainer.of("a", "example.com/a:1"));
    put(String.class, "a");
    put(Object.class, "a");
    put(Integer.class, 1);
    put(int.class, 1);
    put(long.class, 1L);
    put(double.class, 1.0);
    put(Double.class, 1.0);
    put(boolean.class, true);
    put(Boolean.class, true);
    put(Duration.class, Duration.ofMinutes(1));
    put(LocalTime.class, LocalTime.NOON);
    put(ZoneId.class, ZoneId.of("UTC"));
    put(BigDecimal.class, BigDecimal.ONE);
    put(OptionalInt.class, OptionalInt.of(1));
    put(OptionalDouble.class, OptionalDouble.of(1));
    put(List.class, List.of());
    put(Set.class, Set.of());
    put(Map.class, Map.of());
    put(ServerProfile.class, ServerProfile.of("resnet.yaml", "serviceTime: {1: 50ms}"));
    put(Promise.class, new Promise(Duration.ofSeconds(1), 0.95));
    put(SteadyLoad.class, new SteadyLoad(20, 1.5, 0.01));
    put(Optional.class, Optional.empty());
    put(Supplier.class, (Supplier<String>) () -> "a");
    put(DoubleFunction.class, (DoubleFunction<String>) String::valueOf);
  }

  private static MetricsAdapter installed() {
    Chart other = new Chart(new App(), "other");
    return Programs.adapterOf(other, Programs.server(other, "resnet").build());
  }

  private void put(Class<?> type, Object value) {
    values.put(type, value);
  }

  Object of(Type type) {
    Class<?> raw = (Class<?>) (type instanceof ParameterizedType of ? of.getRawType() : type);
    Object known = values.get(raw);
    return known != null
        ? known
        : values.values().stream()
            .filter(value -> !raw.isInterface() && raw != Object.class && raw.isInstance(value))
            .findFirst()
            .orElseGet(() -> made(raw));
  }

  private Object made(Class<?> type) {
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isSealed() && !type.isRecord()) {
      return of(type.getPermittedSubclasses()[0]);
    }
    try {
      if (type.getSimpleName().equals("Builder")) {
        return type.getMethod("create", Construct.class, String.class)
            .invoke(null, chart, "builder-" + builders++);
      }
      Optional<Constructor<?>> constructor =
          Arrays.stream(type.getConstructors())
              .max(Comparator.comparingInt(Constructor::getParameterCount));
      if (constructor.isEmpty()) {
        Method factory = factory(type);
        return factory.invoke(null, valuesFor(factory));
      }
      return constructor.get().newInstance(valuesFor(constructor.get()));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no sample of " + type, e);
    }
  }

  private Object[] valuesFor(Executable called) {
    return Arrays.stream(called.getGenericParameterTypes()).map(this::of).toArray();
  }

  /** The static method that takes least to make one. */
  private static Method factory(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == type)
        .min(Comparator.comparingInt(Method::getParameterCount).thenComparing(Method::getName))
        .orElseThrow(() -> new AssertionError("no sample of " + type));
  }
}
