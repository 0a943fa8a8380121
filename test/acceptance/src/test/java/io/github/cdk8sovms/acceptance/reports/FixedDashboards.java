package io.github.cdk8sovms.acceptance.reports;

import io.github.cdk8sovms.acceptance.cases.Cases;
import io.github.cdk8sovms.acceptance.cases.DashboardCases;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.dashboard.Dashboard;
import io.github.cdk8sovms.serving.OvmsModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.cdk8s.Chart;

/** Mistakes in dashboards, each with what its report proposes. */
final class FixedDashboards {
  private static final Map<String, Consumer<Chart>> WRONG = BadDashboards.all();

  private final List<FixedInput> inputs = new ArrayList<>();

  private FixedDashboards() {
    Consumer<Chart> plain = dashboard(it -> it);
    add(
        FindingCode.DASHBOARD_UID,
        "Set a UID such as \"ovms-shop\"",
        "uid with a slash",
        dashboard(it -> it.uid("ovms-shop")));
    add(
        FindingCode.DASHBOARD_TEXT,
        "Write a folder such as \"Model servers\"",
        "folder outside",
        dashboard(it -> it.folder("Model servers")));
    add(
        FindingCode.EMPTY_PANEL,
        "create a separate dashboard",
        "a server that exports less than another",
        plain);
    add(
        FindingCode.CONTAINER_METRICS,
        "Leave .containerMetrics() out",
        "container metrics of our own Prometheus",
        plain);
    add(
        FindingCode.DASHBOARD_SIZE,
        "Create several dashboards",
        "more autoscalers than a ConfigMap holds",
        plain);
    add(FindingCode.SHOWN_TWICE, "Keep one .autoscaler(..) for each", "an autoscaler twice", plain);
    add(
        FindingCode.SHOWN_TWICE,
        "set another .uid(..) for one",
        "Grafana with two dashboards of one uid",
        FixedDashboards::twoUids);
    add(
        FindingCode.DASHBOARD_NOT_READ,
        "Set the same .namespace(..) for both",
        "Grafana elsewhere than its dashboard",
        chart ->
            DashboardCases.grafana(
                    chart, DashboardCases.dashboard(chart).namespace("grafana").build())
                .namespace("grafana")
                .build());
    add(
        FindingCode.TWO_DATA_SOURCES,
        "Create a dashboard for each",
        "autoscalers of two Prometheus",
        plain);
  }

  static List<FixedInput> all() {
    return new FixedDashboards().inputs;
  }

  private static void twoUids(Chart chart) {
    OvmsModelServer resnet = Cases.server(chart, "resnet").build();
    RatioAutoscaler autoscaler =
        DashboardCases.autoscaler(chart, resnet, Cases.prometheus(chart, resnet).build());
    Dashboard one = DashboardCases.showing(chart, autoscaler).uid("shop").build();
    Dashboard other =
        Dashboard.Builder.create(chart, "other").autoscaler(autoscaler).uid("other").build();
    DashboardCases.grafana(chart, one).dashboard(other).build();
  }

  private static Consumer<Chart> dashboard(UnaryOperator<Dashboard.Builder> options) {
    return chart -> options.apply(DashboardCases.dashboard(chart)).build();
  }

  private void add(FindingCode code, String proposal, String wrong, Consumer<Chart> fixed) {
    inputs.add(new FixedInput(code, proposal, WRONG.get(wrong), fixed));
  }
}
