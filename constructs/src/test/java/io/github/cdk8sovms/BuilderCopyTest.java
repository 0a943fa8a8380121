package io.github.cdk8sovms;

import static io.github.cdk8sovms.validation.FindingCode.NOT_SCRAPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.adapter.MetricsAdapter;
import io.github.cdk8sovms.alerting.Alert;
import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.dashboard.Grafana;
import io.github.cdk8sovms.gitops.ArgoApplication;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.kubernetes.Namespace;
import io.github.cdk8sovms.load.LoadTest;
import io.github.cdk8sovms.monitoring.PrometheusStack;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.Reported;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a builder is told after {@code build()} does not reach the construct. */
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

  static Stream<ConstructBuilder<?>> builders() {
    Chart chart = Programs.chart();
    return Stream.of(
        Namespace.Builder.create(chart, "a"),
        OvmsModelServer.Builder.create(chart, "a"),
        PrometheusStack.Builder.create(chart, "a"),
        MetricsAdapter.Builder.create(chart, "a"),
        RatioAutoscaler.Builder.create(chart, "a"),
        Alerts.Builder.create(chart, "a"),
        Dashboard.Builder.create(chart, "a"),
        Grafana.Builder.create(chart, "a"),
        ArgoApplication.Builder.create(chart, "a"),
        LoadTest.Builder.create(chart, "a"));
  }

  /** A field that is added to a builder and holds what can be changed is copied, too. */
  @ParameterizedTest
  @MethodSource("builders")
  void aCopySharesNothingThatCanBeChanged(ConstructBuilder<?> builder)
      throws ReflectiveOperationException {
    Method copy = ConstructBuilder.class.getDeclaredMethod("copy");
    copy.setAccessible(true);
    Object copied = copy.invoke(builder);

    List<String> shared = new ArrayList<>();
    for (Field field : fields(builder.getClass())) {
      field.setAccessible(true);
      Object value = field.get(builder);
      if (value == field.get(copied) && isChangeable(value)) {
        shared.add(field.toString());
      }
    }
    assertThat(shared).isEmpty();
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
    return (isCollection && !type.contains("Immutable") && !type.contains("Unmodifiable"))
        || type.endsWith("ScrapedServers");
  }
}
