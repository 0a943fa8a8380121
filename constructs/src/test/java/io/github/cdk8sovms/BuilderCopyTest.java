package io.github.cdk8sovms;

import static io.github.cdk8sovms.validation.FindingCode.NOT_SCRAPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cdk8sovms.adapter.ExistingAdapter;
import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.dashboard.Grafana;
import io.github.cdk8sovms.exposure.Exposure;
import io.github.cdk8sovms.exposure.GatewayRef;
import io.github.cdk8sovms.gitops.ArgoApplication;
import io.github.cdk8sovms.headroom.CapacityBuffer;
import io.github.cdk8sovms.headroom.Headroom;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.kubernetes.NetworkPeer;
import io.github.cdk8sovms.kubernetes.Scheduling;
import io.github.cdk8sovms.load.CapacityTest;
import io.github.cdk8sovms.load.DataType;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.load.Step;
import io.github.cdk8sovms.load.Tensor;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.monitoring.OperatorPrometheus;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.ClientService;
import io.github.cdk8sovms.serving.HuggingFace;
import io.github.cdk8sovms.serving.ImagePrepull;
import io.github.cdk8sovms.serving.KServeModelServer;
import io.github.cdk8sovms.serving.ModelStore;
import io.github.cdk8sovms.serving.OpenVinoOperatorServer;
import io.github.cdk8sovms.serving.OvmsImage;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Reported;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Setters called after {@code build()} do not change the construct. */
class BuilderCopyTest {

  @Test
  void aServerThatIsAddedLaterIsNotScraped() {
    Chart chart = Programs.chart();
    OvmsModelServer first = Programs.server(chart, "first").build();
    OvmsModelServer later = Programs.server(chart, "later").build();
    PrometheusStack.Builder builder = Programs.prometheus(chart, first);
    PrometheusStack prometheus = builder.build();
    MetricsAdapter adapter = Programs.adapter(chart, prometheus).build();
    RatioAutoscaler autoscaler = Programs.autoscaler(chart, first, adapter).build();

    builder.scrape(later);
    Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler).build();

    assertThat(prometheus.scrapes(later)).isFalse();
    assertThat(Synthesized.of(chart).all("ConfigMap").toString()).doesNotContain("serving;later");
    assertThat(
            Reported.codesBuilding(Programs.autoscaler(chart, later, adapter).name("other")::build))
        .contains(NOT_SCRAPED);
  }

  @Test
  void aRuleOfAlertsStaysAsItWas() {
    Chart chart = Programs.chart();
    OvmsModelServer resnet = Programs.server(chart, "resnet").build();
    MetricsAdapter adapter = Programs.adapterOf(chart, resnet);
    Alerts.Builder builder =
        Alerts.Builder.create(chart, "alerts")
            .autoscaler(Programs.autoscaler(chart, resnet, adapter).build());
    Alerts alerts = builder.build();
    Set<Alert> before = Set.copyOf(alerts.alerts());

    builder.without(Alert.ERROR_RATIO).alertLabel("team", "vision");

    assertThat(alerts.alerts()).isEqualTo(before);
    assertThat(alerts.file()).doesNotContain("vision");
  }

  /** Each builder, with what it has built. */
  static Stream<Arguments> built() {
    Chart chart = Programs.chart();
    OvmsModelServer.Builder server = Programs.server(chart, "resnet");
    OvmsModelServer resnet = server.build();
    OpenVinoOperatorServer.Builder operated = Programs.operatorServer(Programs.chart(), "resnet");
    KServeModelServer.Builder kserve = Programs.kserve(Programs.chart(), "resnet");
    PrometheusStack.Builder stack = Programs.prometheus(chart, resnet);
    PrometheusStack prometheus = stack.build();
    OperatorPrometheus.Builder operator = Programs.operatorPrometheus(Programs.chart(), resnet);
    ExistingPrometheus.Builder existing =
        Programs.existingPrometheus(Programs.chart(), resnet).url("http://a.b.svc:9090");
    MetricsAdapter.Builder installed = Programs.adapter(chart, prometheus);
    MetricsAdapter adapter = installed.build();
    ExistingAdapter.Builder owned = Programs.existingAdapter(Programs.chart(), prometheus);
    RatioAutoscaler.Builder scaling = Programs.autoscaler(chart, resnet, adapter);
    RatioAutoscaler autoscaler = scaling.build();
    Alerts.Builder alerts = Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler);
    Dashboard.Builder board = Dashboard.Builder.create(chart, "board").autoscaler(autoscaler);
    Dashboard dashboard = board.build();
    Grafana.Builder grafana =
        Grafana.Builder.create(chart, "grafana").dashboard(dashboard).adminSecret("admin");
    LoadTest.Builder load =
        LoadTest.Builder.create(chart, "load")
            .server(resnet)
            .input(Tensor.of("0", DataType.FP32, 1, 2))
            .step(Step.of(1, Duration.ofMinutes(1)));
    CapacityTest.Builder capacity =
        CapacityTest.Builder.create(chart, "capacity")
            .server(resnet)
            .input(Tensor.of("0", DataType.FP32, 1, 2));
    Namespace.Builder namespace = Namespace.Builder.create(Programs.chart(), "ns");
    ModelStore.Builder store =
        ModelStore.Builder.create(Programs.chart(), "store")
            .image(OvmsImage.of("2026.3.1"))
            .size("10Gi")
            .fetch(HuggingFace.of("OpenVINO/Qwen3-8B-int4-ov"));
    Exposure.Builder exposure =
        Exposure.Builder.create(Programs.chart(), "exposure")
            .server(resnet)
            .gateway(GatewayRef.of("infra", "public"))
            .http("resnet.example.com")
            .proxies(NetworkPeer.namespace("infra"));
    ImagePrepull.Builder images =
        ImagePrepull.Builder.create(Programs.chart(), "images").server(resnet);
    Headroom.Builder headroom =
        Headroom.Builder.create(Programs.chart(), "headroom").server(resnet).pods(1);
    CapacityBuffer.Builder buffer =
        CapacityBuffer.Builder.create(Programs.chart(), "buffer").server(resnet).pods(1);
    ArgoApplication.Builder application =
        ArgoApplication.Builder.create(Programs.chart(), "application")
            .chart(chart)
            .repository("https://git.example.com/shop.git");
    return Stream.of(
        arguments(scaling, autoscaler),
        arguments(images, images.build()),
        arguments(headroom, headroom.build()),
        arguments(buffer, buffer.build()),
        arguments(application, application.build()),
        arguments(namespace, namespace.build()),
        arguments(store, store.build()),
        arguments(exposure, exposure.build()),
        arguments(server, resnet),
        arguments(operated, operated.build()),
        arguments(kserve, kserve.build()),
        arguments(stack, prometheus),
        arguments(operator, operator.build()),
        arguments(existing, existing.build()),
        arguments(installed, adapter),
        arguments(owned, owned.build()),
        arguments(alerts, alerts.build()),
        arguments(board, dashboard),
        arguments(grafana, grafana.build()),
        arguments(capacity, capacity.build()),
        arguments(load, load.build()));
  }

  @Test
  void everyBuilderIsTried() {
    assertThat(built().map(each -> each.get()[0].getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(
            LibraryClasses.names().stream()
                .filter(name -> name.endsWith("$Builder") && isPublicBuilder(name))
                .toList());
  }

  private static boolean isPublicBuilder(String name) {
    try {
      Class<?> type = Class.forName(name);
      return ConstructBuilder.class.isAssignableFrom(type)
          && Modifier.isPublic(type.getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name, e);
    }
  }

  @ParameterizedTest
  @MethodSource("built")
  void aConstructKeepsNothingOfItsBuilderThatCanBeChanged(Object builder, Object construct)
      throws ReflectiveOperationException {
    Set<Object> ofBuilder = changeable(builder);
    ofBuilder.retainAll(changeable(construct));

    assertThat(ofBuilder).extracting(Object::getClass).isEmpty();
  }

  /** What can be changed and is reachable without passing through another construct. */
  private static Set<Object> changeable(Object root) throws ReflectiveOperationException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> todo = new ArrayDeque<>(List.of(root));
    while (!todo.isEmpty()) {
      Object next = todo.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (isChangeable(next)) {
        found.add(next);
      }
      if (next.getClass().getName().startsWith("io.github.")
          && (next == root || !(next instanceof Component))
          // Their methods return changed copies.
          && !(next instanceof Scheduling || next instanceof ClientService)) {
        for (Field field : fields(next.getClass())) {
          if (field.getDeclaringClass().getName().startsWith("io.github.")) {
            field.setAccessible(true);
            Optional.ofNullable(field.get(next)).ifPresent(todo::push);
          }
        }
      }
    }
    return found;
  }

  private static List<Field> fields(Class<?> type) {
    return type == Object.class
        ? List.of()
        : Stream.concat(
                Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !java.lang.reflect.Modifier.isStatic(field.getModifiers())),
                fields(type.getSuperclass()).stream())
            .toList();
  }

  private static boolean isChangeable(Object value) {
    boolean isCollection = value instanceof Collection<?> || value instanceof Map<?, ?>;
    String type = value == null ? "" : value.getClass().getName();
    return (isCollection && !type.matches(".*(Immutable|Unmodifiable|Collections[$]Empty).*"))
        || type.endsWith("ScrapedServers");
  }
}
